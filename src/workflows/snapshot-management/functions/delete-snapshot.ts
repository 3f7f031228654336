import { DeleteSnapshotCommand, EC2Client } from '@aws-sdk/client-ec2';

const ec2 = new EC2Client({});

/** Deletes a snapshot. One that is gone already is as good: two executions may be cleaning up the same volume. */
export async function handler({ snapshotId }: { readonly snapshotId: string }): Promise<{ deleted: string }> {
  try {
    await ec2.send(new DeleteSnapshotCommand({ SnapshotId: snapshotId }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InvalidSnapshot.NotFound')) throw error;
  }
  return { deleted: snapshotId };
}
