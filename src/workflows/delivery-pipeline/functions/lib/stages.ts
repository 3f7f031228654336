import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** What a stage has, or had, of a function. */
export interface Release {
  /** Which function: `time-api` or `run-tests`. */
  readonly target: string;
  readonly version: string;
  readonly artifact: string;
  readonly functionVersion: string;
  readonly deployedAt: string;
}

/** What stands in a stage's folder of the bucket. */
export interface Note extends Release {
  /** What the stage had before; absent at first. */
  readonly before?: Release;
}

const s3 = new S3Client({ forcePathStyle: true });
const Bucket = process.env['PIPELINE_BUCKET'] ?? '';

export async function readNote(stage: string, target: string): Promise<Note | undefined> {
  const Key = keyOf(stage, target);
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '') as Note;
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}

export async function writeNote(stage: string, note: Note): Promise<void> {
  const Key = keyOf(stage, note.target);
  const Body = JSON.stringify(note);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
}

function keyOf(stage: string, target: string): string {
  return `stages/${stage}/${target}.json`;
}
