import { CreateTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { idOf, volumeTag, type SnapshotEvent } from './lib/snapshots.ts';

const ec2 = new EC2Client({});

/** Tags the snapshot that the event tells of with its volume: that is how it, and later its copies, are found. */
export async function handler({ detail }: SnapshotEvent): Promise<{ snapshotId: string; volumeId: string }> {
  const [snapshotId, volumeId] = [idOf(detail.snapshot_id), idOf(detail.source)];
  await ec2.send(
    new CreateTagsCommand({ Resources: [snapshotId], Tags: [{ Key: volumeTag, Value: volumeId }] }),
  );
  return { snapshotId, volumeId };
}
