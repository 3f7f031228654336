import { LambdaClient, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { writeNote, type Release } from './lib/stages.ts';

interface Asked {
  readonly stage: string;
  /** What the stage had before the deployment that is taken back. */
  readonly before: Release;
}

const lambda = new LambdaClient({});

/** Lets the stage's alias mean again what it meant before, and notes that in the stage's folder. */
export async function handler({ stage, before }: Asked): Promise<{ stage: string; version: string }> {
  const { target, functionVersion: FunctionVersion, version } = before;
  await lambda.send(
    new UpdateAliasCommand({ FunctionName: `delivery-pipeline-${target}`, Name: stage, FunctionVersion }),
  );
  await writeNote(stage, before);
  return { stage, version };
}
