import { paginateListObjectsV2, type S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBudget } from '../../../../src/sandbox/aws/s3/budget.ts';
import { createObjects } from '../../../../src/sandbox/aws/s3/objects.ts';
import { utf8Order } from '../../../../src/sandbox/aws/s3/utf8-order.ts';
import { openS3, refused, type Account } from './account.ts';

let account: Account;
let s3: S3;
beforeEach(async () => {
  account = await openS3();
  s3 = account.in('us-east-1');
  await s3.createBucket({ Bucket: 'photos' });
});
afterEach(() => account.stop());

const fill = async (...keys: readonly string[]) => {
  for (const Key of keys) await s3.putObject({ Bucket: 'photos', Key, Body: Key });
};
const list = async (more = {}) => {
  const found = await s3.listObjectsV2({ Bucket: 'photos', ...more });
  return {
    ...found,
    keys: (found.Contents ?? []).map(({ Key }) => Key),
    prefixes: (found.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
  };
};

describe('ListObjectsV2', () => {
  it('gives keys in the order of their UTF-8 bytes', async () => {
    const keys = ['a', '💡', '\uffee', 'B', 'ä', 'a/b', 'a-b'];
    await fill(...keys);
    const inBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await list()).keys).toEqual(inBytes);
  });

  it('says what each object is', async () => {
    await fill('k');
    expect((await list()).Contents).toMatchObject([
      {
        Key: 'k',
        Size: 1,
        StorageClass: 'STANDARD',
        ETag: '"8ce4b16b22b58894aa86c421e8759df3"',
        ChecksumAlgorithm: ['CRC32'],
        LastModified: new Date('2026-01-02T03:04:05Z'),
      },
    ]);
  });

  it('gives what shares a beginning as one', async () => {
    await fill('2025/jan/a', '2025/jan/b', '2025/feb/a', '2025/note', '2026/x', 'read me');
    expect(await list({ Delimiter: '/' })).toMatchObject({ keys: ['read me'], prefixes: ['2025/', '2026/'] });
    expect(await list({ Delimiter: '/', Prefix: '2025/' })).toMatchObject({
      keys: ['2025/note'],
      prefixes: ['2025/feb/', '2025/jan/'],
      KeyCount: 3,
    });
  });

  it('goes on, page by page, where it was, also over beginnings and when keys have gone', async () => {
    await fill('a/1', 'a/2', 'b', 'c/1', 'd');
    const first = await list({ Delimiter: '/', MaxKeys: 1 });
    expect(first).toMatchObject({ prefixes: ['a/'], IsTruncated: true, KeyCount: 1 });
    const second = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    expect(second).toMatchObject({ keys: ['b'], prefixes: ['c/'] });
    await s3.deleteObject({ Bucket: 'photos', Key: 'c/1' });
    const third = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: second.NextContinuationToken });
    expect(third).toMatchObject({ keys: ['d'], IsTruncated: false });
    expect(third.NextContinuationToken).toBeUndefined();
  });

  it('starts behind a key', async () => {
    await fill('a', 'b', 'c');
    expect(await list({ StartAfter: 'a' })).toMatchObject({ keys: ['b', 'c'], StartAfter: 'a' });
    expect((await list({ StartAfter: 'bb' })).keys).toEqual(['c']);
  });

  it('writes keys percent-encoded if asked so', async () => {
    await fill('ä b/c+d');
    const found = await list({ EncodingType: 'url', Prefix: 'ä' });
    expect(found).toMatchObject({ EncodingType: 'url', keys: ['%C3%A4%20b/c%2Bd'], Prefix: '%C3%A4' });
  });

  it('takes no page below nothing, and no token of its own making', async () => {
    await fill('a');
    expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false });
    expect((await refused(list({ MaxKeys: -1 }))).name).toBe('InvalidArgument');
    expect((await refused(list({ ContinuationToken: 'made-up' }))).name).toBe('InvalidArgument');
    expect((await list({ MaxKeys: 5000 })).MaxKeys).toBe(1000);
  });

  it('gives every key once, whatever the size of a page', async () => {
    const keys = Array.from({ length: 250 }, (_one, n) => `k${String(n).padStart(4, '0')}`);
    await Promise.all(keys.map((key) => fill(key)));
    const found: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 7 }, { Bucket: 'photos' }))
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    expect(found).toEqual(keys);
  });
});

describe('ListObjects', () => {
  it('goes on behind a marker', async () => {
    await fill('a/1', 'b', 'c');
    const first = await s3.listObjects({ Bucket: 'photos', MaxKeys: 1, Delimiter: '/' });
    expect(first).toMatchObject({ NextMarker: 'a/', IsTruncated: true });
    const rest = await s3.listObjects({ Bucket: 'photos', Delimiter: '/', Marker: 'a/' });
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  });
});

describe('the order of keys', () => {
  const object = {
    body: Buffer.alloc(0),
    etag: '""',
    modifiedAt: 0,
    system: {},
    metadata: {},
    checksums: {},
  };

  it('is that of their bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(utf8Order(a, b))).toBe(bytes);
      }),
    );
  });

  it('stays right while objects come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.string({ maxLength: 3 }))), (steps) => {
        const objects = createObjects(createBudget());
        const there = new Set<string>();
        for (const [comes, key] of steps) {
          if (comes) objects.put(key, object);
          else objects.delete(key);
          if (comes) there.add(key);
          else there.delete(key);
        }
        expect(objects.keys()).toEqual([...there].sort(utf8Order));
      }),
    );
  });
});
