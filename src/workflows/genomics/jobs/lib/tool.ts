import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** How Batch starts a container: here, the stand-in for its image. */
export interface Started {
  readonly command: readonly string[];
}

// By path, as S3 stand-ins want it.
const s3 = new S3Client({ forcePathStyle: true });

/** The value of an option of the command line. */
export function option({ command }: Started, name: string): string {
  const value = command[command.indexOf(`--${name}`) + 1];
  if (!command.includes(`--${name}`) || value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

/** Fails where there is no object of that path. */
export async function needsObject(path: string): Promise<void> {
  const { Bucket, Key } = placeOf(path);
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
  } catch {
    throw new Error(`${path} is not there`);
  }
}

/** Fails where nothing below the path ends so. */
export async function needsFile(path: string, ending: string): Promise<void> {
  const { Bucket, Key: Prefix } = placeOf(path);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  if (!Contents.some(({ Key }) => Key?.endsWith(ending))) throw new Error(`${path} has no ${ending} file`);
}

/** Writes results, by their names below the folder of results. */
export async function write(started: Started, files: Readonly<Record<string, string>>): Promise<void> {
  const { Bucket, Key } = placeOf(option(started, 'results'));
  for (const [name, Body] of Object.entries(files))
    await s3.send(new PutObjectCommand({ Bucket, Key: `${Key}${name}`, Body }));
}

function placeOf(path: string): { Bucket: string; Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(path) ?? [];
  if (Bucket === '') throw new Error(`${path} is no path of S3`);
  return { Bucket, Key };
}
