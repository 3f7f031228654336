import { EC2 } from '@aws-sdk/client-ec2';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deploy, type Deployed } from '../sandbox.ts';

let deployed: Deployed;
let oregon: EC2;
let ohio: EC2;
let volumeId: string;
beforeEach(async () => {
  deployed = await deploy('snapshot-management');
  [oregon, ohio] = [new EC2(deployed.settings('us-west-2')), new EC2(deployed.settings('us-east-2'))];
  const { VolumeId = '' } = await oregon.createVolume({ AvailabilityZone: 'us-west-2a', Size: 8 });
  volumeId = VolumeId;
});
afterEach(async () => {
  oregon.destroy();
  ohio.destroy();
  await deployed.stop();
});

/** Takes a snapshot, and waits until both machines have cleaned up after it. */
async function snapshots(count: number): Promise<void> {
  for (let taken = 1; taken <= count; taken += 1) {
    await oregon.createSnapshot({ VolumeId: volumeId, Description: `number ${String(taken)}` });
    await deployed.advance(10);
    await deployed.ended('snapshot-management', 'us-west-2', taken);
    await deployed.advance(20);
    await deployed.ended('snapshot-management-recovery', 'us-east-2', taken);
  }
}

describe('snapshot-management', () => {
  it('keeps the newest three of a volume, and the newest two copies in the other Region', async () => {
    await snapshots(5);
    const kept = await oregon.describeSnapshots({ OwnerIds: ['self'] });
    expect(kept.Snapshots?.map(({ Description }) => Description).sort()).toEqual([
      'number 3',
      'number 4',
      'number 5',
    ]);
    const newest = (description: string) =>
      kept.Snapshots?.find(({ Description }) => Description === description)?.SnapshotId ?? '';
    const copies = await ohio.describeSnapshots({ OwnerIds: ['self'] });
    const sources = (copies.Snapshots ?? []).map(
      ({ Tags = [] }) => Tags.find(({ Key }) => Key === 'snapshot-management:source')?.Value,
    );
    expect(sources.sort()).toEqual([newest('number 4'), newest('number 5')].sort());
    for (const [machine, region] of [
      ['snapshot-management', 'us-west-2'],
      ['snapshot-management-recovery', 'us-east-2'],
    ] as const)
      for (const { status } of await deployed.ended(machine, region, 5)) expect(status).toBe('SUCCEEDED');
  });

  it('tells the topic, and fails, when the oldest cannot be deleted', async () => {
    const [sns, sqs] = [new SNS(deployed.settings('us-west-2')), new SQS(deployed.settings('us-west-2'))];
    const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'operators' });
    await sns.subscribe({
      TopicArn: 'arn:aws:sns:us-west-2:000000000000:snapshot-management',
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:us-west-2:000000000000:operators',
    });
    await deployed.door('faults', {
      aws: { service: 'ec2', operation: 'DeleteSnapshot', error: 'InvalidSnapshot.InUse', times: 10 },
    });
    await snapshots(3);
    await oregon.createSnapshot({ VolumeId: volumeId });
    await deployed.advance(10);
    const runs = await deployed.ended('snapshot-management', 'us-west-2', 4);
    expect(runs.at(-1)).toMatchObject({ status: 'FAILED', error: 'InvalidSnapshot.InUse' });
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 });
    expect(Messages[0]?.Body).toContain('Snapshot management of snap-');
    sns.destroy();
    sqs.destroy();
  });
});
