import { isJsonObject, type Clock, type JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import type { Bucket, Buckets } from './buckets.ts';
import { bucketOf, textOf } from './parameter.ts';
import { S3Error } from './s3-error.ts';

/** The Region whose buckets have no location constraint. */
const firstRegion = 'us-east-1';
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Buckets themselves. */
export function bucketOperations(buckets: Buckets, clock: Clock): Operations {
  return {
    CreateBucket(params, caller) {
      const name = bucketOf(params);
      const region = regionOf(params, caller);
      const there = buckets.find(name);
      if (there && !keepsAsItIs(there, caller, region)) throw taken(there, caller);
      if (!there) buckets.create({ name, region, account: caller.account, createdAt: clock.now() });
      return { Location: region === firstRegion ? `/${name}` : `http://${name}.s3.amazonaws.com/` };
    },
    DeleteBucket(params, caller) {
      const bucket = buckets.get(bucketOf(params), caller);
      if (bucket.objects.keys().length > 0)
        throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, {
          elements: { BucketName: bucket.name },
        });
      buckets.delete(bucket);
      return {};
    },
    HeadBucket: (params, caller) => ({ BucketRegion: buckets.get(bucketOf(params), caller).region }),
    // Asked in any Region: whoever does not know where a bucket is finds out so.
    GetBucketLocation(params, caller) {
      const { region } = buckets.owned(bucketOf(params), caller);
      return region === firstRegion ? {} : { LocationConstraint: region };
    },
    ListBuckets(params, { account }) {
      const prefix = textOf(params, 'Prefix') ?? '';
      return {
        Buckets: buckets
          .of(account)
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, region, createdAt }) => ({
            Name: name,
            CreationDate: new Date(createdAt).toISOString(),
            BucketRegion: region,
          })),
        Owner: { ID: account },
      };
    },
  };
}

/** Where a new bucket goes. @throws InvalidLocationConstraint, IllegalLocationConstraintException */
function regionOf(params: JsonObject, { region }: Caller): string {
  const configuration = params['CreateBucketConfiguration'];
  const given = isJsonObject(configuration) ? textOf(configuration, 'LocationConstraint') : undefined;
  const wanted = given === 'EU' ? 'eu-west-1' : given;
  if (wanted === undefined || wanted === '') {
    if (region === firstRegion) return region;
    throw illegal('unspecified');
  }
  if (wanted === firstRegion || !regionName.test(wanted))
    throw new S3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
      elements: { LocationConstraint: wanted },
    });
  if (region !== firstRegion && wanted !== region) throw illegal(wanted);
  return wanted;
}

function illegal(constraint: string): S3Error {
  return new S3Error(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    400,
  );
}

/** In the first Region a bucket may be made again by whoever has it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
function keepsAsItIs(there: Bucket, { account, region }: Caller, wanted: string): boolean {
  return there.account === account && [there.region, region, wanted].every((one) => one === firstRegion);
}

function taken({ name, account }: Bucket, caller: Caller): S3Error {
  const elements = { BucketName: name };
  return account === caller.account
    ? new S3Error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
        { elements },
      )
    : new S3Error(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        409,
        { elements },
      );
}
