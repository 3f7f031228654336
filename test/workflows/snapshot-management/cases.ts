import { EC2 } from '@aws-sdk/client-ec2';
import { SNS } from '@aws-sdk/client-sns';
import { SQS, type Message } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { handler as copySnapshot } from '../../../src/workflows/snapshot-management/functions/copy-snapshot.ts';
import { handler as countSnapshots } from '../../../src/workflows/snapshot-management/functions/count-snapshots.ts';
import { handler as deleteSnapshot } from '../../../src/workflows/snapshot-management/functions/delete-snapshot.ts';
import { handler as notifyFailure } from '../../../src/workflows/snapshot-management/functions/notify-failure.ts';
import { handler as tagSnapshot } from '../../../src/workflows/snapshot-management/functions/tag-snapshot.ts';
import type { Environment, Place } from '../account.ts';

const topicArn = 'arn:aws:sns:us-west-2:000000000000:snapshot-management';
/** As the template gives it to the functions of the first Region. */
export const environment = {
  AWS_REGION: 'us-west-2',
  COPY_TO_REGION: 'us-east-2',
  TOPIC_ARN: topicArn,
  RETAIN: '2',
};

/** What the functions of snapshot-management do at an EC2 and an SNS. */
export function describeSnapshotManagement(
  where: string,
  open: (environment: Environment) => Promise<Place>,
): void {
  describe(`snapshot-management on ${where}`, () => {
    let place: Place;
    let oregon: EC2;
    let ohio: EC2;
    beforeAll(async () => {
      place = await open(environment);
      [oregon, ohio] = [new EC2(place.settings('us-west-2')), new EC2(place.settings('us-east-2'))];
    });
    afterEach(() => {
      process.env['RETAIN'] = '2';
    });
    afterAll(async () => {
      oregon.destroy();
      ohio.destroy();
      await place.stop();
    });

    const volume = async () =>
      (await oregon.createVolume({ AvailabilityZone: 'us-west-2a', Size: 8 })).VolumeId ?? '';
    /** A completed snapshot that the workflow has tagged. */
    async function snapshot(volumeId: string): Promise<string> {
      const { SnapshotId = '' } = await oregon.createSnapshot({ VolumeId: volumeId });
      await place.pass(60);
      await tagSnapshot(eventOf(SnapshotId, volumeId));
      return SnapshotId;
    }
    const received = async (sqs: SQS, QueueUrl: string, count: number) => {
      const found: Message[] = [];
      while (found.length < count) {
        const { Messages = [] } = await sqs.receiveMessage({
          QueueUrl,
          MaxNumberOfMessages: count,
          WaitTimeSeconds: 5,
        });
        found.push(...Messages);
      }
      return found;
    };
    const eventOf = (snapshotId: string, volumeId: string) => ({
      detail: {
        snapshot_id: `arn:aws:ec2::us-west-2:snapshot/${snapshotId}`,
        source: `arn:aws:ec2::us-west-2:volume/${volumeId}`,
      },
    });

    describe('tag-snapshot', () => {
      it('tags the snapshot with its volume, whatever form its ARN has', async () => {
        const volumeId = await volume();
        const { SnapshotId = '' } = await oregon.createSnapshot({ VolumeId: volumeId });
        const event = eventOf(SnapshotId, volumeId);
        const odd = {
          detail: { ...event.detail, snapshot_id: `arn:aws:ec2:us-west-2::snapshot/${SnapshotId}` },
        };
        for (const one of [event, odd])
          expect(await tagSnapshot(one)).toEqual({ snapshotId: SnapshotId, volumeId });
        const { Snapshots } = await oregon.describeSnapshots({ SnapshotIds: [SnapshotId] });
        expect(Snapshots?.[0]?.Tags).toEqual([{ Key: 'snapshot-management:volume', Value: volumeId }]);
      });
    });

    describe('count-snapshots', () => {
      it('counts those of the volume, and says which is the oldest, which the newest', async () => {
        const volumeId = await volume();
        const [first, , third] = [
          await snapshot(volumeId),
          await snapshot(volumeId),
          await snapshot(volumeId),
        ];
        await snapshot(await volume());
        expect(await countSnapshots({ snapshotId: third })).toEqual({
          volumeId,
          total: 3,
          excess: 1,
          oldest: first,
          newest: third,
        });
      });

      it('refuses a snapshot that is not managed, and a number that would leave none', async () => {
        const { SnapshotId = '' } = await oregon.createSnapshot({ VolumeId: await volume() });
        await expect(countSnapshots({ snapshotId: SnapshotId })).rejects.toThrow('it is not managed here');
        process.env['RETAIN'] = '0';
        await expect(countSnapshots({ snapshotId: await snapshot(await volume()) })).rejects.toThrow(
          '1 or more',
        );
      });
    });

    describe('delete-snapshot', () => {
      it('deletes it, and is content where somebody else has done so', async () => {
        const snapshotId = await snapshot(await volume());
        expect(await deleteSnapshot({ snapshotId })).toEqual({ deleted: snapshotId });
        expect(await deleteSnapshot({ snapshotId })).toEqual({ deleted: snapshotId });
        await expect(oregon.describeSnapshots({ SnapshotIds: [snapshotId] })).rejects.toMatchObject({
          name: 'InvalidSnapshot.NotFound',
        });
      });
    });

    describe('copy-snapshot', () => {
      it('copies once, tagged with what the copy is of', async () => {
        const volumeId = await volume();
        const snapshotId = await snapshot(volumeId);
        const copied = await copySnapshot({ snapshotId, volumeId });
        expect(copied.region).toBe('us-east-2');
        expect(await copySnapshot({ snapshotId, volumeId })).toEqual(copied);
        const { Snapshots } = await ohio.describeSnapshots({ SnapshotIds: [copied.copyId] });
        expect(Snapshots).toMatchObject([
          {
            Description: `Copy of ${snapshotId} of ${volumeId} in us-west-2`,
            Tags: [
              { Key: 'snapshot-management:volume', Value: volumeId },
              { Key: 'snapshot-management:source', Value: snapshotId },
            ],
          },
        ]);
      });
    });

    describe('notify-failure', () => {
      it('says what failed, why, and what to do', async () => {
        const sns = new SNS(place.settings('us-west-2'));
        const sqs = new SQS(place.settings('us-west-2'));
        await sns.createTopic({ Name: 'snapshot-management' });
        const { QueueUrl = '' } = await sqs.createQueue({ QueueName: 'operators' });
        await sns.subscribe({
          TopicArn: topicArn,
          Protocol: 'sqs',
          Endpoint: 'arn:aws:sqs:us-west-2:000000000000:operators',
        });
        await notifyFailure({
          snapshot: 'arn:aws:ec2::us-west-2:snapshot/snap-1',
          execution: 'arn:run',
          failure: { Error: 'InvalidSnapshot.InUse', Cause: '{"errorMessage":"It is used by ami-1."}' },
        });
        await notifyFailure({
          snapshot: 'snap-2',
          execution: 'arn:run',
          failure: { Error: 'States.Timeout', Cause: '' },
        });
        const messages = await received(sqs, QueueUrl, 2);
        const [first, second] = messages.map(({ Body = '' }) => JSON.parse(Body) as Record<string, string>);
        expect(first?.['Subject']).toBe('Snapshot management of snap-1 failed');
        expect(first?.['Message']).toMatch(
          /^Cleaning up after snap-1 in us-west-2 failed: InvalidSnapshot\.InUse\.\nIt is used by ami-1\.\n.*with the input of arn:run$/s,
        );
        expect(second?.['Message']).toContain('States.Timeout');
        sns.destroy();
        sqs.destroy();
      });
    });
  });
}
