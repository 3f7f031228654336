import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sources, type OfEach } from './lib/sources.ts';

class SourceMissing extends Error {
  override readonly name = 'SourceMissing';
}

const s3 = new S3Client({ forcePathStyle: true });
const Bucket = process.env['PIPELINE_BUCKET'] ?? '';

/** Fixes what is built: the revision of each source file that is in the bucket now. */
export async function handler(): Promise<OfEach> {
  return { service: await revisionOf(sources.service), tests: await revisionOf(sources.tests) };
}

async function revisionOf(file: string): Promise<string> {
  const Key = `source/${file}.mjs`;
  try {
    return (await s3.send(new HeadObjectCommand({ Bucket, Key }))).ETag ?? '';
  } catch (error) {
    if ((error as Error).name !== 'NotFound') throw error;
    throw new SourceMissing(`There is no ${Key} in ${Bucket}: upload the source first.`);
  }
}
