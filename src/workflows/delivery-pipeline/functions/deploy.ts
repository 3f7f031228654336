import {
  CreateAliasCommand,
  GetAliasCommand,
  LambdaClient,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

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
  readonly before?: string;
}

const lambda = new LambdaClient({});
const s3 = new S3Client({ forcePathStyle: true });
const Bucket = process.env['PIPELINE_BUCKET'] ?? '';

/** Publishes the artifact as a version of its function, lets the stage's alias mean it, and notes that in the stage's folder. */
export async function handler({ target, artifact, stage, version }: Asked): Promise<Deployed> {
  const FunctionName = `delivery-pipeline-${target}`;
  const code = { FunctionName, S3Bucket: Bucket, S3Key: artifact, Publish: true };
  const { Version: FunctionVersion = '' } = await lambda.send(new UpdateFunctionCodeCommand(code));
  // Code that is still being made ready refuses its first callers.
  await waitUntilPublishedVersionActive(
    { client: lambda, maxWaitTime: 60 },
    { FunctionName, Qualifier: FunctionVersion },
  );
  const before = await aliasVersion(FunctionName, stage);
  const alias = { FunctionName, Name: stage, FunctionVersion };
  if (before === undefined) await lambda.send(new CreateAliasCommand(alias));
  else await lambda.send(new UpdateAliasCommand(alias));
  const note = {
    target,
    version,
    artifact,
    functionVersion: FunctionVersion,
    deployedAt: new Date().toISOString(),
  };
  const Key = `stages/${stage}/${target}.json`;
  await s3.send(
    new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(note), ContentType: 'application/json' }),
  );
  return { stage, functionVersion: FunctionVersion, ...(before !== undefined && { before }) };
}

async function aliasVersion(FunctionName: string, Name: string): Promise<string | undefined> {
  try {
    return (await lambda.send(new GetAliasCommand({ FunctionName, Name }))).FunctionVersion;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
