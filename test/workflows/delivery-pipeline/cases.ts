import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/platform/index.ts';
import { unzipped } from '../../../src/sandbox/aws/lambda/zip.ts';
import type { FunctionsOn } from '../functions-on.ts';

export const Bucket = 'delivery-pipeline-000000000000-us-east-1';

/** What Source and Build of delivery-pipeline do at an S3. */
export function describeSourceAndBuild(where: string, open: () => Promise<FunctionsOn>): void {
  describe(`Source and Build of delivery-pipeline on ${where}`, () => {
    let on: FunctionsOn;
    let s3: S3Client;
    const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    beforeAll(async () => {
      on = await open();
      s3 = new S3Client({ ...on.settings, forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket }));
      await put('source/time-api.mjs', 'export const handler = 1;');
      await put('source/run-tests.mjs', 'export const handler = 2;');
    });
    afterAll(async () => {
      s3.destroy();
      await on.close();
    });

    it('fix what is built, and build it into packages with their version', async () => {
      const source = await on.invoke('delivery-pipeline-source', {});
      if (!source.ok) throw new Error(source.errorMessage);
      const built = await on.invoke('delivery-pipeline-build', { version: '1.0.0', source: source.payload });
      expect(built).toEqual({
        ok: true,
        payload: { service: 'artifacts/1.0.0/time-api.zip', tests: 'artifacts/1.0.0/run-tests.zip' },
      });
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'artifacts/1.0.0/time-api.zip' }));
      const files = unzipped(Buffer.from((await Body?.transformToByteArray()) ?? []));
      expect(files?.get('time-api.mjs')?.toString()).toBe('export const handler = 1;');
      const { service = '' } = source.payload as JsonObject;
      expect(JSON.parse(files?.get('version.json')?.toString() ?? '')).toEqual({
        version: '1.0.0',
        revision: service,
      });
    });

    it('do not build what was changed in between', async () => {
      const source = { service: '"0123456789abcdef0123456789abcdef"', tests: '' };
      expect(await on.invoke('delivery-pipeline-build', { version: '1.0.1', source })).toMatchObject({
        ok: false,
        errorType: 'SourceChanged',
        errorMessage: 'source/time-api.mjs was changed since this run began; start another.',
      });
    });
  });
}
