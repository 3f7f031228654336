import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { createBudget } from './budget.ts';
import { createObjects, type Objects } from './objects.ts';
import { noSuchBucket, S3Error } from './s3-error.ts';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly createdAt: number;
  readonly objects: Objects;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^(?!xn--|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/;

/** All buckets: a name is taken in every Region and account at once. */
export interface Buckets {
  find(name: string): Bucket | undefined;
  /** The caller's bucket, in whatever Region. @throws NoSuchBucket, AccessDenied */
  owned(name: string, caller: Caller): Bucket;
  /** The caller's bucket in the Region that was asked. @throws NoSuchBucket, AccessDenied, PermanentRedirect */
  get(name: string, caller: Caller): Bucket;
  /** @throws InvalidBucketName */
  create(bucket: Omit<Bucket, 'objects'>): Bucket;
  delete(bucket: Bucket): void;
  of(account: string): readonly Bucket[];
  clear(): void;
}

export function createBuckets(): Buckets {
  const byName = new Map<string, Bucket>();
  const budget = createBudget();
  const buckets: Buckets = {
    find: (name) => byName.get(name),
    owned(name, { account }) {
      const bucket = byName.get(name);
      if (!bucket) throw noSuchBucket(name);
      if (bucket.account !== account) throw new AwsError('AccessDenied', 'Access Denied', 403);
      return bucket;
    },
    get(name, caller) {
      const bucket = buckets.owned(name, caller);
      if (bucket.region !== caller.region) throw elsewhere(bucket);
      return bucket;
    },
    create(given) {
      const { name: BucketName } = given;
      if (!bucketName.test(BucketName))
        throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', 400, {
          elements: { BucketName },
        });
      const bucket = { ...given, objects: createObjects(budget) };
      byName.set(BucketName, bucket);
      return bucket;
    },
    delete: ({ name }) => void byName.delete(name),
    of: (account) =>
      [...byName.values()]
        .filter((bucket) => bucket.account === account)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    clear() {
      byName.clear();
      budget.clear();
    },
  };
  return buckets;
}

function elsewhere({ name, region }: Bucket): S3Error {
  return new S3Error(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    {
      elements: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name },
      headers: { 'x-amz-bucket-region': region },
    },
  );
}
