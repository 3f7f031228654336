import type { S3 } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openS3, refused, type Account } from './account.ts';

let account: Account;
let virginia: S3;
let ohio: S3;
beforeEach(async () => {
  account = await openS3();
  [virginia, ohio] = [account.in('us-east-1'), account.in('us-east-2')];
});
afterEach(() => account.stop());

describe('a bucket', () => {
  it('is made in the Region of whoever asks, and found by name', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    await ohio.createBucket({ Bucket: 'other-bucket' });
    const { Buckets } = await virginia.listBuckets({});
    expect(Buckets).toEqual([
      { Name: 'first-bucket', BucketRegion: 'us-east-1', CreationDate: new Date('2026-01-02T03:04:05Z') },
      { Name: 'other-bucket', BucketRegion: 'us-east-2', CreationDate: new Date('2026-01-02T03:04:05Z') },
    ]);
    expect((await ohio.listBuckets({ Prefix: 'o' })).Buckets).toHaveLength(1);
    expect((await ohio.headBucket({ Bucket: 'other-bucket' })).BucketRegion).toBe('us-east-2');
  });

  it('says where it is to whoever asks in any Region; in the first one, with nothing', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    await ohio.createBucket({ Bucket: 'other-bucket' });
    expect((await ohio.getBucketLocation({ Bucket: 'first-bucket' })).LocationConstraint).toBeUndefined();
    expect((await virginia.getBucketLocation({ Bucket: 'other-bucket' })).LocationConstraint).toBe(
      'us-east-2',
    );
    const response = await account.endpoint.request('s3', '/first-bucket?location');
    expect(await response.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LocationConstraint>',
    );
  });

  it('sends whoever asks in another Region there', async () => {
    await ohio.createBucket({ Bucket: 'other-bucket' });
    expect(await refused(virginia.listObjectsV2({ Bucket: 'other-bucket' }))).toMatchObject({
      name: 'PermanentRedirect',
      status: 301,
    });
    const response = await account.endpoint.request('s3', '/other-bucket', { method: 'HEAD' });
    expect([response.status, response.headers.get('x-amz-bucket-region'), await response.text()]).toEqual([
      301,
      'us-east-2',
      '',
    ]);
    const following = account.in('us-east-1', { followRegionRedirects: true });
    expect((await following.listObjectsV2({ Bucket: 'other-bucket' })).KeyCount).toBe(0);
  });

  it('is there once; in the first Region it may be made again', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    await virginia.createBucket({ Bucket: 'first-bucket' });
    await ohio.createBucket({ Bucket: 'other-bucket' });
    const again = await refused(ohio.createBucket({ Bucket: 'other-bucket' }));
    expect(again).toMatchObject({ name: 'BucketAlreadyOwnedByYou', status: 409 });
    expect((await refused(ohio.createBucket({ Bucket: 'first-bucket' }))).name).toBe(
      'BucketAlreadyOwnedByYou',
    );
  });

  it('is deleted when it is empty', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    await virginia.putObject({ Bucket: 'first-bucket', Key: 'k', Body: 'x' });
    const full = await refused(virginia.deleteBucket({ Bucket: 'first-bucket' }));
    expect(full).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
    await virginia.deleteObject({ Bucket: 'first-bucket', Key: 'k' });
    await virginia.deleteBucket({ Bucket: 'first-bucket' });
    const gone = await refused(virginia.deleteBucket({ Bucket: 'first-bucket' }));
    expect(gone).toEqual({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      status: 404,
    });
    expect((await refused(virginia.headBucket({ Bucket: 'first-bucket' }))).status).toBe(404);
  });

  it.each(['ab', 'Capital', 'a..b', '10.0.0.1', 'ends-with-'])('cannot be called %s', async (Bucket) => {
    expect((await refused(virginia.createBucket({ Bucket }))).name).toBe('InvalidBucketName');
  });

  it.each([
    ['us-east-2', { LocationConstraint: 'eu-west-1' }, 'IllegalLocationConstraintException'],
    ['us-east-1', { LocationConstraint: 'us-east-1' }, 'InvalidLocationConstraint'],
    ['us-east-1', { LocationConstraint: 'the moon' }, 'InvalidLocationConstraint'],
  ])('cannot be made from %s with %j', async (region, CreateBucketConfiguration, name) => {
    const call = account.in(region).createBucket({
      Bucket: 'some-bucket',
      CreateBucketConfiguration: CreateBucketConfiguration as { LocationConstraint: 'EU' },
    });
    expect((await refused(call)).name).toBe(name);
  });

  it('may be made in another Region from the first one', async () => {
    await virginia.createBucket({
      Bucket: 'some-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    const { LocationConstraint } = await virginia.getBucketLocation({ Bucket: 'some-bucket' });
    expect(LocationConstraint).toBe('eu-west-1');
  });

  it('is nothing to another account', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    const stranger = await account.endpoint.request('sts', '/', {
      method: 'POST',
      body: 'Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::111111111111:role/r&RoleSessionName=ss',
    });
    const [, accessKeyId = ''] = /<AccessKeyId>(\w+)</.exec(await stranger.text()) ?? [];
    const theirs = account.in('us-east-1', { credentials: { accessKeyId, secretAccessKey: 'x' } });
    expect(await refused(theirs.listObjectsV2({ Bucket: 'first-bucket' }))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
    expect((await refused(theirs.createBucket({ Bucket: 'first-bucket' }))).name).toBe('BucketAlreadyExists');
    expect((await theirs.listBuckets({})).Buckets ?? []).toEqual([]);
  });
});

describe('what S3 of the sandbox has not', () => {
  it('is refused as not implemented, and named in the calls', async () => {
    await virginia.createBucket({ Bucket: 'first-bucket' });
    const answer = await refused(virginia.getBucketAcl({ Bucket: 'first-bucket' }));
    expect(answer).toMatchObject({ name: 'NotImplemented', status: 501 });
    expect(account.endpoint.calls().at(-1)).toMatchObject({
      service: 's3',
      name: 'GET /bucket?acl',
      ok: false,
    });
  });
});
