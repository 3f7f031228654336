import { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, describe, expect, it } from '@jest/globals';
import { handler as countSnapshots } from '../../../src/workflows/snapshot-management/functions/count-snapshots.ts';
import { handler as deleteSnapshot } from '../../../src/workflows/snapshot-management/functions/delete-snapshot.ts';
import { handler as tagSnapshot } from '../../../src/workflows/snapshot-management/functions/tag-snapshot.ts';
import { openAccount } from '../account.ts';
import { describeSnapshotManagement, environment } from './cases.ts';

const account = await openAccount(environment);
const oregon = new EC2(account.settings('us-west-2'));
afterAll(async () => {
  oregon.destroy();
  await account.stop();
});

describeSnapshotManagement('the sandbox', () =>
  Promise.resolve({ ...account, stop: () => Promise.resolve() }),
);

describe('where EC2 takes its time, or refuses', () => {
  const volume = async () =>
    (await oregon.createVolume({ AvailabilityZone: 'us-west-2a', Size: 8 })).VolumeId ?? '';
  const pending = async (volumeId: string) => {
    const { SnapshotId = '' } = await oregon.createSnapshot({ VolumeId: volumeId });
    await tagSnapshot({ detail: { snapshot_id: SnapshotId, source: volumeId } });
    return SnapshotId;
  };

  it('counts no snapshot that is pending', async () => {
    const volumeId = await volume();
    const done = await pending(volumeId);
    await account.pass(60);
    await pending(volumeId);
    expect(await countSnapshots({ snapshotId: done })).toMatchObject({ total: 1, excess: 0, newest: done });
  });

  it('fails where a snapshot is not deleted for any other reason than that it is gone', async () => {
    const error = 'InvalidSnapshot.InUse';
    account.faults.add({ side: 'aws', call: 'ec2.DeleteSnapshot', error, when: 'before' }, 1);
    const snapshotId = await pending(await volume());
    await expect(deleteSnapshot({ snapshotId })).rejects.toMatchObject({ name: error });
  });
});
