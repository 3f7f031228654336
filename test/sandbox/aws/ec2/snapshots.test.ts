import { paginateDescribeSnapshots } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEc2, refused, type Account } from './account.ts';

let account: Account;
beforeEach(async () => {
  account = await openEc2();
});
afterEach(() => account.stop());

const at = (seconds: number) => new Date(Date.parse('2026-01-02T03:04:05Z') + seconds * 1000);

describe('a snapshot', () => {
  it('is pending, then completed, and its Region hears of it', async () => {
    const { oregon, endpoint } = account;
    const VolumeId = await account.volume();
    const made = await oregon.createSnapshot({
      VolumeId,
      Description: 'before <the> change',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'team', Value: 'ops' }] }],
    });
    expect(made).toMatchObject({
      State: 'pending',
      Progress: '0%',
      VolumeId,
      VolumeSize: 8,
      StartTime: at(0),
    });
    await endpoint.clock.advance(4_000);
    const look = async () =>
      (await oregon.describeSnapshots({ SnapshotIds: [made.SnapshotId ?? ''] })).Snapshots?.[0];
    expect(await look()).toMatchObject({
      State: 'pending',
      Progress: '40%',
      Description: 'before <the> change',
    });
    await endpoint.clock.advance(6_000);
    expect(await look()).toMatchObject({
      State: 'completed',
      Progress: '100%',
      OwnerId: '000000000000',
      Encrypted: false,
      Tags: [{ Key: 'team', Value: 'ops' }],
    });
    const arn = `arn:aws:ec2::us-west-2:snapshot/${made.SnapshotId ?? ''}`;
    expect(await account.events('us-west-2')).toMatchObject([
      {
        'detail-type': 'EBS Snapshot Notification',
        source: 'aws.ec2',
        account: '000000000000',
        region: 'us-west-2',
        resources: [arn],
        detail: {
          event: 'createSnapshot',
          result: 'succeeded',
          cause: '',
          'request-id': '',
          snapshot_id: arn,
          source: `arn:aws:ec2::us-west-2:volume/${VolumeId}`,
          startTime: '2026-01-02T03:04:05Z',
          endTime: '2026-01-02T03:04:15Z',
        },
      },
    ]);
  });

  it('is copied into the Region that is asked, which hears of it', async () => {
    const id = await account.snapshot();
    await account.events('us-west-2');
    const { SnapshotId: copy = '' } = await account.ohio.copySnapshot({
      SourceRegion: 'us-west-2',
      SourceSnapshotId: id,
      Description: 'for the worst',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'source', Value: id }] }],
    });
    await account.endpoint.clock.advance(20_000);
    const { Snapshots } = await account.ohio.describeSnapshots({ OwnerIds: ['self'] });
    expect(Snapshots).toMatchObject([
      {
        SnapshotId: copy,
        State: 'completed',
        VolumeId: 'vol-ffffffff',
        VolumeSize: 8,
        Tags: [{ Key: 'source', Value: id }],
      },
    ]);
    expect(await account.events('us-west-2')).toEqual([]);
    expect(await account.events('us-east-2')).toMatchObject([
      {
        region: 'us-east-2',
        detail: {
          event: 'copySnapshot',
          snapshot_id: `arn:aws:ec2::us-east-2:snapshot/${copy}`,
          source: `arn:aws:ec2::us-west-2:snapshot/${id}`,
          incremental: 'true',
          transferType: 'standard',
        },
      },
    ]);
  });

  it('is gone when it is deleted, and then nobody hears that it was completed', async () => {
    const { oregon, endpoint } = account;
    const { SnapshotId } = await oregon.createSnapshot({ VolumeId: await account.volume() });
    await oregon.deleteSnapshot({ SnapshotId });
    await endpoint.clock.advance(60_000);
    expect(await account.events('us-west-2')).toEqual([]);
    expect(await refused(oregon.deleteSnapshot({ SnapshotId }))).toEqual({
      name: 'InvalidSnapshot.NotFound',
      message: `The snapshot '${SnapshotId ?? ''}' does not exist.`,
    });
  });

  it('is not there in another Region', async () => {
    const SnapshotIds = [await account.snapshot()];
    expect((await account.ohio.describeSnapshots({})).Snapshots).toEqual([]);
    expect((await refused(account.ohio.describeSnapshots({ SnapshotIds }))).name).toBe(
      'InvalidSnapshot.NotFound',
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['nothing', 'InvalidParameterValue'],
    ['snap-nothing', 'InvalidSnapshotID.Malformed'],
    ['snap-0123456789abcdef0', 'InvalidSnapshot.NotFound'],
  ])('the id %s with %s', async (SnapshotId, name) => {
    expect((await refused(account.oregon.deleteSnapshot({ SnapshotId }))).name).toBe(name);
  });

  it('a copy of what is not there, or not done', async () => {
    const copy = (SourceSnapshotId: string) =>
      refused(account.ohio.copySnapshot({ SourceRegion: 'us-west-2', SourceSnapshotId }));
    expect((await copy('snap-0123456789abcdef0')).name).toBe('InvalidSnapshot.NotFound');
    const { SnapshotId = '' } = await account.oregon.createSnapshot({ VolumeId: await account.volume() });
    expect((await copy(SnapshotId)).name).toBe('IncorrectState');
  });

  it('more than 5 snapshots of a volume at once, and more than 20 copies into a Region', async () => {
    const VolumeId = await account.volume();
    for (let n = 0; n < 5; n += 1) await account.oregon.createSnapshot({ VolumeId });
    const sixth = await refused(account.oregon.createSnapshot({ VolumeId }));
    expect(sixth.name).toBe('ConcurrentSnapshotLimitExceeded');
    const SourceSnapshotId = await account.snapshot();
    const copy = () => account.ohio.copySnapshot({ SourceRegion: 'us-west-2', SourceSnapshotId });
    for (let n = 0; n < 20; n += 1) await copy();
    expect((await refused(copy())).name).toBe('ResourceLimitExceeded');
  });

  it('a call that only asks whether it would be allowed', async () => {
    const SnapshotId = await account.snapshot();
    const asked = await refused(account.oregon.deleteSnapshot({ SnapshotId, DryRun: true }));
    expect(asked.name).toBe('DryRunOperation');
    expect((await account.oregon.describeSnapshots({ SnapshotIds: [SnapshotId] })).Snapshots).toHaveLength(1);
  });

  it('an action that the sandbox has not', async () => {
    expect((await refused(account.oregon.describeInstances({}))).name).toBe('InvalidAction');
  });
});

describe('DescribeSnapshots', () => {
  it('filters by volume, tag, status and owner, with wildcards', async () => {
    const { oregon } = account;
    const id = await account.snapshot();
    const pending = await oregon.createSnapshot({ VolumeId: await account.volume() });
    await oregon.createTags({ Resources: [id], Tags: [{ Key: 'team', Value: 'ops-eu' }] });
    const found = async (Name: string, ...Values: readonly string[]) =>
      ((await oregon.describeSnapshots({ Filters: [{ Name, Values: [...Values] }] })).Snapshots ?? []).map(
        ({ SnapshotId }) => SnapshotId,
      );
    expect(await found('volume-id', pending.VolumeId ?? '')).toEqual([pending.SnapshotId]);
    expect(await found('tag:team', 'dev', 'ops-*')).toEqual([id]);
    expect(await found('tag-key', 'team')).toEqual([id]);
    expect(await found('status', 'completed')).toEqual([id]);
    expect(await found('tag:team', 'dev')).toEqual([]);
    expect(await refused(found('colour', 'red'))).toEqual({
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    });
    expect((await oregon.describeSnapshots({ OwnerIds: ['amazon'] })).Snapshots).toEqual([]);
  });

  it('gives each once, page by page', async () => {
    const { oregon } = account;
    const made: (string | undefined)[] = [];
    for (let n = 0; n < 12; n += 1)
      made.push((await oregon.createSnapshot({ VolumeId: await account.volume() })).SnapshotId);
    const sizes: number[] = [];
    const found: (string | undefined)[] = [];
    for await (const { Snapshots = [] } of paginateDescribeSnapshots({ client: oregon, pageSize: 5 }, {})) {
      sizes.push(Snapshots.length);
      found.push(...Snapshots.map(({ SnapshotId }) => SnapshotId));
    }
    expect(sizes).toEqual([5, 5, 2]);
    expect(found.sort()).toEqual(made.sort());
    expect((await refused(oregon.describeSnapshots({ MaxResults: 4 }))).name).toBe('InvalidParameterValue');
    const both = oregon.describeSnapshots({ MaxResults: 5, SnapshotIds: [made[0] ?? ''] });
    expect((await refused(both)).name).toBe('InvalidParameterCombination');
  });
});
