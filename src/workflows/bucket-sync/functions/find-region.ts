import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';

// Asked in the wrong Region, S3 says which is the right one.
const s3 = new S3Client({ followRegionRedirects: true });

/** The Region in which a bucket is. */
export async function handler({ bucket }: { readonly bucket: string }): Promise<{ region: string }> {
  const { BucketRegion: region } = await s3.send(new HeadBucketCommand({ Bucket: bucket })).catch(
    // The answer to HEAD has no words of its own.
    (error: unknown) => {
      if (error instanceof Error && error.name === 'NotFound')
        throw new NoSuchBucket(`There is no bucket ${bucket}.`);
      throw error;
    },
  );
  if (region === undefined) throw new Error(`S3 does not say in which Region ${bucket} is.`);
  return { region };
}

class NoSuchBucket extends Error {
  override readonly name = 'NoSuchBucket';
}
