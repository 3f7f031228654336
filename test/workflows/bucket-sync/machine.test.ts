import { S3 } from '@aws-sdk/client-s3';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedWorkflows } from '../../../src/workflows/index.ts';
import { deploy, type Deployed } from '../sandbox.ts';

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:bucket-sync';
const input = { source: 'the-source', destination: 'the-destination' };
let deployed: Deployed;
let s3: S3;
beforeEach(async () => {
  deployed = await deploy('bucket-sync');
  s3 = new S3(deployed.settings('us-east-1'));
});
afterEach(async () => {
  s3.destroy();
  await deployed.stop();
});

const fill = (Bucket: string, keys: readonly string[], Body = 'x') =>
  Promise.all(keys.map((Key) => s3.putObject({ Bucket, Key, Body })));
const objects = async (bucket: string) =>
  ((await s3.listObjectsV2({ Bucket: bucket })).Contents ?? []).map(
    ({ Key, ETag }) => `${Key ?? ''} ${ETag ?? ''}`,
  );
const sync = async (count = 1) => {
  await deployed.sfn().startExecution({ stateMachineArn, input: JSON.stringify(input) });
  return deployed.ended('bucket-sync', 'us-east-1', count);
};
async function history(executionArn: string): Promise<readonly HistoryEvent[]> {
  const { events = [] } = await deployed.sfn().getExecutionHistory({ executionArn, maxResults: 1000 });
  return events;
}
/** The largest input or output of any state. */
function largestData(events: readonly HistoryEvent[]): number {
  const texts = events.flatMap(({ stateEnteredEventDetails, stateExitedEventDetails }) => [
    stateEnteredEventDetails?.input ?? '',
    stateExitedEventDetails?.output ?? '',
  ]);
  return Math.max(...texts.map((text) => Buffer.byteLength(text)));
}

describe('bucket-sync', () => {
  it('makes the destination like the source, and then finds nothing to do', async () => {
    for (const Bucket of ['the-source', 'the-destination']) await s3.createBucket({ Bucket });
    await fill('the-source', ['a', 'b/c', 'd']);
    await fill('the-destination', ['a']);
    await fill('the-destination', ['d', 'orphan'], 'other');
    const [first] = await sync();
    expect(first).toMatchObject({ status: 'SUCCEEDED', output: { ...input, copied: 2, deleted: 1 } });
    expect(await objects('the-destination')).toEqual(await objects('the-source'));
    const [, second] = await sync(2);
    expect(second).toMatchObject({ status: 'SUCCEEDED', output: { copied: 0, deleted: 0 } });
  });

  it('refuses buckets of different Regions, and changes nothing', async () => {
    const ohio = new S3(deployed.settings('us-east-2'));
    await s3.createBucket({ Bucket: 'the-source' });
    await ohio.createBucket({ Bucket: 'the-destination' });
    await fill('the-source', ['a']);
    await ohio.putObject({ Bucket: 'the-destination', Key: 'orphan', Body: 'x' });
    expect(await sync()).toMatchObject([
      {
        status: 'FAILED',
        error: 'DifferentRegions',
        cause:
          'the-source is in us-east-1 and the-destination in us-east-2: both must be in one Region. Nothing was changed.',
      },
    ]);
    expect((await ohio.listObjectsV2({ Bucket: 'the-destination' })).KeyCount).toBe(1);
    ohio.destroy();
  });

  it('says which bucket is missing', async () => {
    await s3.createBucket({ Bucket: 'the-source' });
    expect(await sync()).toMatchObject([{ status: 'FAILED', error: 'NoSuchBucket' }]);
  });

  it('goes on in a new execution before its history is full, and no state holds more than 32 KiB', async () => {
    for (const Bucket of ['the-source', 'the-destination']) await s3.createBucket({ Bucket });
    const long = (what: string) => `${what}/${'k'.repeat(1000)}`;
    const keys = Array.from({ length: 100 }, (_one, n) => long(`same/${String(n).padStart(3, '0')}`));
    const orphans = Array.from({ length: 30 }, (_one, n) => long(`orphan/${String(n).padStart(3, '0')}`));
    await fill('the-source', keys);
    await fill('the-destination', [...orphans, ...keys.slice(0, 40)]);
    const { definition = '' } = shippedWorkflows.find(({ name }) => name === 'bucket-sync') ?? {};
    expect(definition).toContain('"NumericGreaterThanEquals": 800');
    const short = definition.replaceAll('"NumericGreaterThanEquals": 800', '"NumericGreaterThanEquals": 2');
    await deployed.sfn().updateStateMachine({ stateMachineArn, definition: short });
    // Chunks of 18 keys, and two turns an execution: the 100 keys of the source alone take three.
    const runs = await sync(3);
    expect([...new Set(runs.map(({ status }) => status))]).toEqual(['SUCCEEDED']);
    expect(runs[0]?.output).toMatchObject({ continuedIn: runs[1]?.executionArn });
    expect(runs.at(-1)?.output).toEqual({ ...input, copied: 60, deleted: 30 });
    expect(await objects('the-destination')).toEqual(await objects('the-source'));
    for (const { executionArn } of runs)
      expect(largestData(await history(executionArn))).toBeLessThan(32 * 1024);
  });

  it('writes 12 events a turn of a branch, so that 800 turns of both stay below 25,000', async () => {
    for (const Bucket of ['the-source', 'the-destination']) await s3.createBucket({ Bucket });
    const events = async (count: number) => {
      const runs = await sync(count);
      return (await history(runs.at(-1)?.executionArn ?? '')).length;
    };
    const oneTurnEach = await events(1);
    const keys = Array.from({ length: 30 }, (_one, n) => `${String(n).padStart(3, '0')}${'k'.repeat(1000)}`);
    for (const bucket of ['the-source', 'the-destination']) await fill(bucket, keys);
    const aTurnMore = await events(2);
    expect(aTurnMore - oneTurnEach).toBe(2 * 12);
    expect(oneTurnEach + 2 * 799 * 12).toBeLessThan(25_000);
  });
});
