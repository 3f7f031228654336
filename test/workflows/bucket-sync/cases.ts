import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as copyKeys } from '../../../src/workflows/bucket-sync/functions/copy-keys.ts';
import { handler as deleteOrphans } from '../../../src/workflows/bucket-sync/functions/delete-orphans.ts';
import { handler as findRegion } from '../../../src/workflows/bucket-sync/functions/find-region.ts';
import { handler as listKeys } from '../../../src/workflows/bucket-sync/functions/list-keys.ts';
import type { Environment, Place } from '../account.ts';

/** What the functions of bucket-sync do at an S3. */
export function describeBucketSync(where: string, open: (environment: Environment) => Promise<Place>): void {
  describe(`bucket-sync on ${where}`, () => {
    let place: Place;
    let s3: S3;
    let serial = 0;
    let branch: Parameters<typeof listKeys>[0];
    beforeAll(async () => {
      place = await open({ AWS_REGION: 'us-east-1' });
      s3 = new S3(place.settings('us-east-1'));
    });
    beforeEach(async () => {
      serial += 1;
      const [source, destination] = [`source-${String(serial)}`, `destination-${String(serial)}`];
      for (const Bucket of [source, destination]) await s3.createBucket({ Bucket });
      branch = {
        source,
        destination,
        region: 'us-east-1',
        listBucket: source,
        after: '',
        turns: 0,
        changed: 0,
      };
    });
    afterAll(async () => {
      s3.destroy();
      await place.stop();
    });

    const fill = async (bucket: string, objects: Readonly<Record<string, string>>) => {
      for (const [Key, Body] of Object.entries(objects)) await s3.putObject({ Bucket: bucket, Key, Body });
    };
    const keysIn = async (bucket: string) =>
      ((await s3.listObjectsV2({ Bucket: bucket })).Contents ?? []).map(({ Key }) => Key);
    const text = async (bucket: string, Key: string) =>
      (await s3.getObject({ Bucket: bucket, Key })).Body?.transformToString();

    describe('find-region', () => {
      it('finds the Region of a bucket, also of one elsewhere', async () => {
        const ohio = new S3(place.settings('us-east-2'));
        await ohio.createBucket({
          Bucket: 'far-away',
          CreateBucketConfiguration: { LocationConstraint: 'us-east-2' },
        });
        ohio.destroy();
        expect(await findRegion({ bucket: 'far-away' })).toEqual({ region: 'us-east-2' });
        expect(await findRegion({ bucket: branch.source })).toEqual({ region: 'us-east-1' });
      });

      it('says which bucket is not there', async () => {
        const call = findRegion({ bucket: 'nobody' });
        await expect(call).rejects.toMatchObject({
          name: 'NoSuchBucket',
          message: 'There is no bucket nobody.',
        });
      });
    });

    describe('list-keys', () => {
      it('gives the keys behind one, with their ETags, and says that there are no more', async () => {
        await fill(branch.source, { a: '1', b: '2', c: '3' });
        expect(await listKeys({ ...branch, after: 'a' })).toMatchObject({
          keys: [
            { key: 'b', etag: 'c81e728d9d4c2f636f067f89cc14862c' },
            { key: 'c', etag: 'eccbc87e4b5ce2fe28308fd9f2a7baf3' },
          ],
          token: null,
          turns: 1,
        });
        expect(await listKeys({ ...branch, after: 'c' })).toMatchObject({ keys: [], token: null });
      });

      it('gives no more than fits, and where to go on: together all keys, once', async () => {
        const keys = Array.from(
          { length: 60 },
          (_one, n) => `${String(n).padStart(3, '0')}${'ä'.repeat(500)}`,
        );
        await fill(branch.source, Object.fromEntries(keys.map((key) => [key, 'x'])));
        const found: string[] = [];
        let after = '';
        for (let token: string | null = ''; token !== null;) {
          const listed = await listKeys({ ...branch, after });
          expect(Buffer.byteLength(JSON.stringify(listed))).toBeLessThan(32 * 1024);
          found.push(...listed.keys.map(({ key }) => key));
          token = listed.token;
          after = found.at(-1) ?? '';
        }
        expect(found).toEqual(keys);
      });
    });

    describe('copy-keys', () => {
      it('copies what is missing or different, and leaves what is the same', async () => {
        await fill(branch.source, { 'a b/ü': '1', 'c+d': '2', e: '3' });
        await fill(branch.destination, { 'c+d': '2', e: 'other', f: 'of no concern' });
        await place.pass(1);
        const copied = await copyKeys(await listKeys(branch));
        expect(copied).toEqual({ ...branch, after: 'e', changed: 2, turns: 1, token: null });
        expect(await text(branch.destination, 'a b/ü')).toBe('1');
        expect(await text(branch.destination, 'e')).toBe('3');
        const same = await s3.headObject({ Bucket: branch.destination, Key: 'c+d' });
        const fresh = await s3.headObject({ Bucket: branch.destination, Key: 'e' });
        expect(same.LastModified).not.toEqual(fresh.LastModified);
        expect(await copyKeys(await listKeys(branch))).toMatchObject({ changed: 0 });
      });

      it('passes over what was deleted since it was listed', async () => {
        await fill(branch.source, { a: '1', b: '2' });
        const listed = await listKeys(branch);
        await s3.deleteObject({ Bucket: branch.source, Key: 'a' });
        await copyKeys(listed);
        expect(await keysIn(branch.destination)).toEqual(['b']);
      });

      it('fails where S3 refuses a copy', async () => {
        await fill(branch.source, { a: '1' });
        const listed = await listKeys(branch);
        await s3.deleteObject({ Bucket: branch.source, Key: 'a' });
        await s3.deleteBucket({ Bucket: branch.source });
        await expect(copyKeys(listed)).rejects.toMatchObject({ name: 'NoSuchBucket' });
      });
    });

    describe('delete-orphans', () => {
      it('deletes what is not in the source, and nothing else', async () => {
        await fill(branch.source, { a: '1', d: '2' });
        await fill(branch.destination, { a: 'other', b: '1', c: '1', d: '2' });
        const listed = await listKeys({ ...branch, listBucket: branch.destination });
        expect(await deleteOrphans(listed)).toMatchObject({ after: 'd', changed: 2, token: null });
        expect(await keysIn(branch.destination)).toEqual(['a', 'd']);
      });

      it('leaves an empty bucket alone', async () => {
        const listed = await listKeys({ ...branch, listBucket: branch.destination });
        expect(await deleteOrphans(listed)).toMatchObject({ after: '', changed: 0, token: null });
      });
    });
  });
}
