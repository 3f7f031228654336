import { CopySnapshotCommand, DescribeSnapshotsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { sourceTag, volumeTag } from './lib/snapshots.ts';

interface Wanted {
  readonly snapshotId: string;
  readonly volumeId: string;
}

/** Copies a snapshot into the other Region, once: of two executions that have the same newest, the later finds the copy. */
export async function handler({ snapshotId, volumeId }: Wanted): Promise<{ copyId: string; region: string }> {
  const region = setting('COPY_TO_REGION');
  const there = new EC2Client({ region });
  const { Snapshots = [] } = await there.send(
    new DescribeSnapshotsCommand({
      OwnerIds: ['self'],
      Filters: [{ Name: `tag:${sourceTag}`, Values: [snapshotId] }],
    }),
  );
  const earlier = Snapshots[0]?.SnapshotId;
  if (earlier !== undefined) return { copyId: earlier, region };
  const home = setting('AWS_REGION');
  const { SnapshotId: copyId = '' } = await there.send(
    new CopySnapshotCommand({
      SourceRegion: home,
      SourceSnapshotId: snapshotId,
      Description: `Copy of ${snapshotId} of ${volumeId} in ${home}`,
      TagSpecifications: [
        {
          ResourceType: 'snapshot',
          Tags: [
            { Key: volumeTag, Value: volumeId },
            { Key: sourceTag, Value: snapshotId },
          ],
        },
      ],
    }),
  );
  return { copyId, region };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: the template sets it.`);
  return value;
}
