import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openS3, refused, type Account } from './account.ts';

let account: Account;
let s3: S3;
beforeEach(async () => {
  account = await openS3();
  s3 = account.in('us-east-1');
  await s3.createBucket({ Bucket: 'photos' });
});
afterEach(() => account.stop());

const put = (Key: string, Body: string | Buffer = Key, more = {}) =>
  s3.putObject({ Bucket: 'photos', Key, Body, ...more });
const text = async (Key: string, more = {}) =>
  (await s3.getObject({ Bucket: 'photos', Key, ...more })).Body?.transformToString();

describe('an object', () => {
  it('comes back byte by byte', async () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_one, byte) => byte));
    const { ETag, ChecksumCRC32 } = await put('all bytes', body);
    expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    expect(ChecksumCRC32).toBeDefined();
    const found = await s3.getObject({ Bucket: 'photos', Key: 'all bytes' });
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(body);
    // The client checks what it reads against this.
    expect(found.ChecksumCRC32).toBe(ChecksumCRC32);
    expect(found).toMatchObject({ ETag, ContentLength: 256, ContentType: 'application/octet-stream' });
  });

  it('keeps what was said of it', async () => {
    await put('k', 'x', {
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentEncoding: 'identity',
      Metadata: { Owner: 'jane', 'two-words': 'a b' },
    });
    const found = await s3.headObject({ Bucket: 'photos', Key: 'k' });
    expect(found).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentEncoding: 'identity',
      ContentLength: 1,
      LastModified: new Date('2026-01-02T03:04:05Z'),
      Metadata: { owner: 'jane', 'two-words': 'a b' },
    });
  });

  it.each(['a b+c&d', 'ä/ö', 'a/../b', './a', '/a', 'a//b', 'q?u#e%20y', 'ünï💡', 'tab\tkey'])(
    'may stand under the key %j',
    async (key) => {
      await put(key);
      expect(await text(key)).toBe(key);
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'photos' });
      expect(Contents.map(({ Key }) => Key)).toEqual([key]);
      await s3.deleteObject({ Bucket: 'photos', Key: key });
      expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(0);
    },
  );

  it('is written in pieces that are put together, with a checksum behind them', async () => {
    await s3.putObject({
      Bucket: 'photos',
      Key: 'k',
      Body: Readable.from(['hello ', 'world'].map((part) => Buffer.from(part))),
      ContentLength: 11,
    });
    const chunked = [
      '6;chunk-signature=00\r\nhello \r\n',
      '5;chunk-signature=00\r\nworld\r\n',
      '0;chunk-signature=00\r\n',
      'x-amz-checksum-crc32:DUoRhQ==\r\n\r\n',
    ];
    const headers = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'aws-chunked',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const send = (body: string) =>
      account.endpoint.request('s3', '/photos/chunked', { method: 'PUT', body, headers });
    expect((await send(chunked.join(''))).status).toBe(200);
    expect([await text('k'), await text('chunked')]).toEqual(['hello world', 'hello world']);
    const found = await s3.headObject({ Bucket: 'photos', Key: 'chunked', ChecksumMode: 'ENABLED' });
    expect(found).toMatchObject({ ChecksumCRC32: 'DUoRhQ==', ChecksumType: 'FULL_OBJECT' });
    expect(found.ContentEncoding).toBeUndefined();
    expect(await (await send(chunked.join('').replace('world', 'earth'))).text()).toContain(
      '<Code>BadDigest<',
    );
    expect(await (await send(chunked[0] ?? '')).text()).toContain('<Code>IncompleteBody<');
  });

  it('is refused where its checksum is not that of its bytes', async () => {
    expect((await refused(put('k', 'x', { ChecksumSHA256: 'AAAA' }))).name).toBe('BadDigest');
    expect((await refused(put('k', 'x', { ContentMD5: 'AAAA' }))).name).toBe('InvalidDigest');
    const md5 = createHash('md5').update('y').digest('base64');
    expect((await refused(put('k', 'x', { ContentMD5: md5 }))).name).toBe('BadDigest');
  });

  it('that is not there is missed by name, and by status where there is no body', async () => {
    expect(await refused(s3.getObject({ Bucket: 'photos', Key: 'k' }))).toEqual({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      status: 404,
    });
    expect((await refused(s3.headObject({ Bucket: 'photos', Key: 'k' }))).name).toBe('NotFound');
    expect((await refused(s3.getObject({ Bucket: 'nobody', Key: 'k' }))).name).toBe('NoSuchBucket');
  });
});

describe('parts and conditions', () => {
  beforeEach(() => put('k', '0123456789'));

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('gives %s', async (Range, part, ContentRange) => {
    const found = await s3.getObject({ Bucket: 'photos', Key: 'k', Range });
    expect(found).toMatchObject({ ContentRange, ContentLength: part.length });
    expect(await found.Body?.transformToString()).toBe(part);
  });

  it('gives the whole where the range makes no sense, and refuses one behind the end', async () => {
    expect(await text('k', { Range: 'lines=1-2' })).toBe('0123456789');
    expect(await refused(text('k', { Range: 'bytes=10-' }))).toMatchObject({
      name: 'InvalidRange',
      status: 416,
    });
  });

  it('puts a new object only where none is, if asked so', async () => {
    expect(await refused(put('k', 'x', { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
      status: 412,
    });
    await put('other', 'x', { IfNoneMatch: '*' });
    expect(await text('k')).toBe('0123456789');
  });

  it('compares ETags and dates', async () => {
    const { ETag = '' } = await s3.headObject({ Bucket: 'photos', Key: 'k' });
    const at = new Date('2026-01-02T03:04:05Z');
    expect(await text('k', { IfMatch: ETag })).toBe('0123456789');
    expect((await refused(text('k', { IfMatch: '"other"' }))).status).toBe(412);
    expect((await refused(text('k', { IfNoneMatch: ETag }))).status).toBe(304);
    expect((await refused(text('k', { IfModifiedSince: at }))).status).toBe(304);
    expect((await refused(text('k', { IfUnmodifiedSince: new Date(at.getTime() - 1000) }))).status).toBe(412);
    expect(await text('k', { IfUnmodifiedSince: at })).toBe('0123456789');
    await put('k', 'new', { IfMatch: ETag });
    expect((await refused(put('k', 'newer', { IfMatch: ETag }))).name).toBe('PreconditionFailed');
  });
});

describe('copies', () => {
  it('go from Region to Region, with what was said of the object', async () => {
    const ohio = account.in('us-east-2');
    await ohio.createBucket({ Bucket: 'mirror' });
    await put('ä b', 'x', { ContentType: 'text/plain', Metadata: { a: '1' } });
    const copy = (more = {}) =>
      ohio.copyObject({ Bucket: 'mirror', Key: 'k', CopySource: encodeURIComponent('photos/ä b'), ...more });
    const { CopyObjectResult } = await copy();
    const found = await ohio.getObject({ Bucket: 'mirror', Key: 'k' });
    expect(found).toMatchObject({
      ETag: CopyObjectResult?.ETag,
      ContentType: 'text/plain',
      Metadata: { a: '1' },
    });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { b: '2' } });
    expect((await ohio.headObject({ Bucket: 'mirror', Key: 'k' })).Metadata).toEqual({ b: '2' });
    expect((await refused(copy({ CopySourceIfMatch: '"other"' }))).name).toBe('PreconditionFailed');
  });

  it('are refused of nothing, of what is not there, and onto itself', async () => {
    const copy = (CopySource: string) => s3.copyObject({ Bucket: 'photos', Key: 'k', CopySource });
    expect((await refused(copy('photos'))).name).toBe('InvalidArgument');
    expect((await refused(copy('photos/none'))).name).toBe('NoSuchKey');
    expect((await refused(copy('nobody/k'))).name).toBe('NoSuchBucket');
    await put('k');
    expect((await refused(copy('/photos/k'))).name).toBe('InvalidRequest');
  });
});

describe('deletion of many', () => {
  it('says what was deleted, there or not; nothing if asked to be quiet', async () => {
    const keys = [' a', '1', 'x&<>"', 'line\nend\r'];
    await Promise.all(keys.map((key) => put(key)));
    const gone = await s3.deleteObjects({
      Bucket: 'photos',
      Delete: { Objects: [...keys, 'none'].map((Key) => ({ Key })) },
    });
    expect(gone.Deleted?.map(({ Key }) => Key)).toEqual([...keys, 'none']);
    expect((await s3.listObjectsV2({ Bucket: 'photos' })).KeyCount).toBe(0);
    const quiet = await s3.deleteObjects({
      Bucket: 'photos',
      Delete: { Objects: [{ Key: 'k' }], Quiet: true },
    });
    expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, undefined]);
  });

  it('takes 1 to 1,000 keys, as XML', async () => {
    const many = Array.from({ length: 1001 }, (_one, n) => ({ Key: String(n) }));
    for (const Objects of [[], many])
      expect((await refused(s3.deleteObjects({ Bucket: 'photos', Delete: { Objects } }))).name).toBe(
        'MalformedXML',
      );
    const response = await account.endpoint.request('s3', '/photos?delete', { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('<Code>MalformedXML<'),
    ]);
  });
});

describe('addresses', () => {
  it('name the bucket in front of the host too', async () => {
    await put('folder/k');
    const { port } = new URL(account.endpoint.origin);
    const body = await new Promise<string>((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path: '/folder/k',
          headers: {
            host: `photos.localhost:${port}`,
            authorization: 'AWS4-HMAC-SHA256 Credential=tester/20260102/us-east-1/s3/aws4_request',
          },
        },
        (answer) => {
          answer.setEncoding('utf8').on('data', resolve);
        },
      );
      sent.on('error', reject).end();
    });
    expect(body).toBe('folder/k');
  });

  it('may be signed beforehand', async () => {
    await put('k', 'for whoever has the link');
    const response = await fetch(
      `${account.endpoint.origin}/photos/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=tester%2F20260102%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&X-Amz-Signature=0`,
    );
    expect(await response.text()).toBe('for whoever has the link');
  });
});
