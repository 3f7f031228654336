import {
  CreateAliasCommand,
  LambdaClient,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { readNote, writeNote, type Note, type Release } from './lib/stages.ts';

interface Asked {
  /** Which function: `time-api` or `run-tests`. */
  readonly target: string;
  readonly artifact: string;
  /** The alias that callers of this stage use, and its folder in the bucket. */
  readonly stage: string;
  readonly version: string;
}
interface Deployed {
  readonly stage: string;
  readonly functionVersion: string;
  /** What the stage had before; absent at first. */
  readonly before?: Release;
}

const lambda = new LambdaClient({});
const S3Bucket = process.env['PIPELINE_BUCKET'] ?? '';

/** Publishes the artifact as a version of its function, lets the stage's alias mean it, and notes that in the stage's folder. */
export async function handler({ target, artifact, stage, version }: Asked): Promise<Deployed> {
  const FunctionName = `delivery-pipeline-${target}`;
  const { Version: functionVersion = '' } = await lambda.send(
    new UpdateFunctionCodeCommand({ FunctionName, S3Bucket, S3Key: artifact, Publish: true }),
  );
  // Code that is still being made ready refuses its first callers.
  await waitUntilPublishedVersionActive(
    { client: lambda, maxWaitTime: 60 },
    { FunctionName, Qualifier: functionVersion },
  );
  await alias({ FunctionName, Name: stage, FunctionVersion: functionVersion });
  const before = replaced(await readNote(stage, target), functionVersion);
  const release = { target, version, artifact, functionVersion, deployedAt: new Date().toISOString() };
  await writeNote(stage, { ...release, ...(before && { before }) });
  return { stage, functionVersion, ...(before && { before }) };
}

async function alias(wanted: { FunctionName: string; Name: string; FunctionVersion: string }): Promise<void> {
  try {
    await lambda.send(new UpdateAliasCommand(wanted));
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    await lambda.send(new CreateAliasCommand(wanted));
  }
}

/** What the stage had before this version. A second try finds its own note, which knows. */
function replaced(note: Note | undefined, functionVersion: string): Release | undefined {
  if (note === undefined) return undefined;
  const { before, ...release } = note;
  return release.functionVersion === functionVersion ? before : release;
}
