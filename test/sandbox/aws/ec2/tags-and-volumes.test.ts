import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEc2, refused, type Account } from './account.ts';

let account: Account;
beforeEach(async () => {
  account = await openEc2();
});
afterEach(() => account.stop());

describe('tags', () => {
  it('are put on, found and taken off', async () => {
    const { oregon } = account;
    const id = await account.snapshot();
    const Resources = [id];
    await oregon.createTags({ Resources, Tags: [{ Key: 'team', Value: 'ops' }, { Key: 'empty' }] });
    await oregon.createTags({ Resources, Tags: [{ Key: 'team', Value: 'dev' }] });
    const found = async (Name: string, value: string) =>
      (await oregon.describeTags({ Filters: [{ Name, Values: [value] }] })).Tags;
    expect(await found('resource-id', id)).toEqual([
      { Key: 'empty', Value: '', ResourceId: id, ResourceType: 'snapshot' },
      { Key: 'team', Value: 'dev', ResourceId: id, ResourceType: 'snapshot' },
    ]);
    await oregon.deleteTags({ Resources, Tags: [{ Key: 'empty' }, { Key: 'team', Value: 'not this' }] });
    expect(await found('resource-type', 'snapshot')).toMatchObject([{ Key: 'team' }]);
    expect(await found('key', 'empty')).toEqual([]);
  });

  it('are refused on what is not there, with reserved keys, and beyond 50', async () => {
    const { oregon } = account;
    const Resources = [await account.snapshot()];
    const put = (...Tags: readonly { Key: string; Value?: string }[]) =>
      refused(oregon.createTags({ Resources, Tags: [...Tags] }));
    expect((await put({ Key: 'aws:name', Value: 'x' })).name).toBe('InvalidParameterValue');
    expect((await put()).name).toBe('MissingParameter');
    const many = Array.from({ length: 51 }, (_one, n) => ({ Key: `k${String(n)}`, Value: '' }));
    expect((await put(...many)).name).toBe('TagLimitExceeded');
    const Tags = [{ Key: 'k', Value: 'v' }];
    const nowhere = oregon.createTags({ Resources: ['snap-0123456789abcdef0'], Tags });
    expect((await refused(nowhere)).name).toBe('InvalidSnapshot.NotFound');
    expect((await refused(oregon.createTags({ Resources: ['what'], Tags }))).name).toBe('InvalidID');
  });
});

describe('volumes', () => {
  it('are made, described and deleted', async () => {
    const { oregon } = account;
    const made = await oregon.createVolume({ AvailabilityZone: 'us-west-2b', Size: 100, VolumeType: 'gp3' });
    expect(made).toMatchObject({ State: 'creating', Size: 100, VolumeType: 'gp3' });
    const { VolumeId = '' } = made;
    expect((await oregon.describeVolumes({ VolumeIds: [VolumeId] })).Volumes).toMatchObject([
      {
        VolumeId,
        State: 'available',
        AvailabilityZone: 'us-west-2b',
        CreateTime: new Date('2026-01-02T03:04:05Z'),
      },
    ]);
    await oregon.deleteVolume({ VolumeId });
    expect((await refused(oregon.createSnapshot({ VolumeId }))).name).toBe('InvalidVolume.NotFound');
  });

  it('are made of a snapshot, at least as large', async () => {
    const { oregon } = account;
    const SnapshotId = await account.snapshot();
    const AvailabilityZone = 'us-west-2a';
    expect(await oregon.createVolume({ AvailabilityZone, SnapshotId })).toMatchObject({
      Size: 8,
      SnapshotId,
    });
    for (const [call, name] of [
      [{ AvailabilityZone, SnapshotId, Size: 4 }, 'InvalidParameterValue'],
      [{ AvailabilityZone: 'us-east-2a', Size: 8 }, 'InvalidZone.NotFound'],
      [{ AvailabilityZone }, 'MissingParameter'],
    ] as const)
      expect((await refused(oregon.createVolume(call))).name).toBe(name);
  });
});
