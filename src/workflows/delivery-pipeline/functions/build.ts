import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { sources, type OfEach } from './lib/sources.ts';
import { zip } from './lib/zip.ts';

interface Asked {
  readonly version: string;
  /** The revisions that Source has fixed. */
  readonly source: OfEach;
}

class SourceChanged extends Error {
  override readonly name = 'SourceChanged';
}

const s3 = new S3Client({ forcePathStyle: true });
const Bucket = process.env['PIPELINE_BUCKET'] ?? '';

/** Makes one package of each source file, and puts it among the artifacts: built once, it is what every stage gets. */
export async function handler({ version, source }: Asked): Promise<OfEach> {
  return {
    service: await build(sources.service, version, source.service),
    tests: await build(sources.tests, version, source.tests),
  };
}

async function build(file: string, version: string, revision: string): Promise<string> {
  const code = await read(`source/${file}.mjs`, revision);
  const Body = zip({ [`${file}.mjs`]: code, 'version.json': JSON.stringify({ version, revision }) });
  const Key = `artifacts/${version}/${file}.zip`;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/zip' }));
  return Key;
}

async function read(Key: string, revision: string): Promise<string> {
  const { Body } = await s3
    .send(new GetObjectCommand({ Bucket, Key, IfMatch: revision }))
    .catch((error: unknown) => {
      if ((error as Error).name !== 'PreconditionFailed') throw error;
      throw new SourceChanged(`${Key} was changed since this run began; start another.`);
    });
  return (await Body?.transformToString()) ?? '';
}
