import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { filterOf } from './filter.ts';
import { paged } from './page.ts';
import { optional, required, textsOf } from './parameter.ts';
import type { Resources, Snapshot } from './resource.ts';
import type { Making } from './making.ts';
import { shownTags, specifiedTags } from './tags.ts';

const filters = [
  'description',
  'encrypted',
  'owner-id',
  'progress',
  'snapshot-id',
  'start-time',
  'status',
  'storage-tier',
  'volume-id',
  'volume-size',
];
/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html */
const mostPendingOfVolume = 5;
const mostPendingCopies = 20;
/** What a copy has for a volume: it is not of this account, and none of any. */
const noVolume = 'vol-ffffffff';

/** Snapshots: made, copied from Region to Region, found and deleted. */
export function snapshotOperations(resources: Resources, making: Making): Operations {
  const pending = (caller: Caller, which: (snapshot: Snapshot) => boolean) =>
    resources.snapshots(caller).filter((one) => one.state === 'pending' && which(one)).length;
  return {
    CreateSnapshot(params, caller) {
      const volume = resources.volume(required(params, 'VolumeId'), caller);
      const tags = specifiedTags(params, 'snapshot');
      if (pending(caller, ({ volumeId }) => volumeId === volume.id) >= mostPendingOfVolume)
        throw new AwsError(
          'ConcurrentSnapshotLimitExceeded',
          'Maximum allowed in-progress snapshots for a single volume exceeded.',
        );
      const snapshot = making.begin(caller, {
        volumeId: volume.id,
        sizeGiB: volume.sizeGiB,
        description: optional(params, 'Description') ?? '',
        tags,
      });
      return shown(snapshot, making);
    },
    CopySnapshot(params, caller) {
      const region = required(params, 'SourceRegion');
      const id = required(params, 'SourceSnapshotId');
      const source = resources.snapshot(id, { region, account: caller.account });
      if (source.state !== 'completed')
        throw new AwsError('IncorrectState', `Snapshot is in invalid state - ${source.state}`);
      const tags = specifiedTags(params, 'snapshot');
      if (pending(caller, ({ copyOf }) => copyOf !== undefined) >= mostPendingCopies)
        throw new AwsError(
          'ResourceLimitExceeded',
          `Too many snapshot copies in progress. The limit is ${String(mostPendingCopies)} for this destination region.`,
        );
      const snapshot = making.begin(caller, {
        volumeId: noVolume,
        sizeGiB: source.sizeGiB,
        description: optional(params, 'Description') ?? '',
        tags,
        copyOf: { id, region },
      });
      return { SnapshotId: snapshot.id, Tags: shownTags(snapshot.tags) };
    },
    DescribeSnapshots(params, caller) {
      const ids = textsOf(params, 'SnapshotIds');
      if (ids.length > 0 && optional(params, 'MaxResults') !== undefined)
        throw new AwsError(
          'InvalidParameterCombination',
          'The parameter snapshotSet cannot be used with the parameter maxResults',
        );
      const passes = filterOf(params, filters);
      const all =
        ids.length > 0 ? ids.map((id) => resources.snapshot(id, caller)) : resources.snapshots(caller);
      const owners = textsOf(params, 'OwnerIds').map((owner) => (owner === 'self' ? caller.account : owner));
      const found = all.filter(
        (one) =>
          (owners.length === 0 || owners.includes(one.account)) && passes(factsOf(one, making), one.tags),
      );
      const page = paged(found, params, ({ id }) => id);
      return { Snapshots: page.items.map((one) => shown(one, making)), ...page.rest };
    },
    DeleteSnapshot(params, caller) {
      const { id } = resources.snapshot(required(params, 'SnapshotId'), caller);
      making.cancel(id);
      resources.delete(id);
      return {};
    },
  };
}

function factsOf(snapshot: Snapshot, making: Making): Readonly<Record<string, string>> {
  return {
    description: snapshot.description,
    encrypted: 'false',
    'owner-id': snapshot.account,
    progress: making.progress(snapshot),
    'snapshot-id': snapshot.id,
    'start-time': new Date(snapshot.startedAt).toISOString(),
    status: snapshot.state,
    'storage-tier': 'standard',
    'volume-id': snapshot.volumeId,
    'volume-size': String(snapshot.sizeGiB),
  };
}

function shown(snapshot: Snapshot, making: Making): JsonObject {
  return {
    SnapshotId: snapshot.id,
    VolumeId: snapshot.volumeId,
    State: snapshot.state,
    StartTime: new Date(snapshot.startedAt).toISOString(),
    Progress: making.progress(snapshot),
    OwnerId: snapshot.account,
    VolumeSize: snapshot.sizeGiB,
    Description: snapshot.description,
    Encrypted: false,
    StorageTier: 'standard',
    Tags: shownTags(snapshot.tags),
  };
}
