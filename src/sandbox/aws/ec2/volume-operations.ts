import type { Clock, JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { filterOf } from './filter.ts';
import { paged } from './page.ts';
import { optional, required, textsOf } from './parameter.ts';
import { newId, type Resources, type Volume } from './resource.ts';
import { shownTags, specifiedTags } from './tags.ts';

const filters = ['availability-zone', 'size', 'snapshot-id', 'status', 'volume-id', 'volume-type'];
/** GiB. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const largestGiB = 65_536;

/** Volumes, as far as snapshots need them: no instance has one attached. */
export function volumeOperations(resources: Resources, clock: Clock): Operations {
  return {
    CreateVolume(params, caller) {
      const zone = required(params, 'AvailabilityZone');
      if (!new RegExp(`^${caller.region}[a-f]$`).test(zone))
        throw new AwsError('InvalidZone.NotFound', `The zone '${zone}' does not exist.`);
      const snapshotId = optional(params, 'SnapshotId') ?? '';
      const least = snapshotId === '' ? undefined : resources.snapshot(snapshotId, caller).sizeGiB;
      const volume: Volume = {
        kind: 'volume',
        id: newId('volume'),
        region: caller.region,
        account: caller.account,
        zone,
        sizeGiB: sizeOf(optional(params, 'Size'), least),
        type: optional(params, 'VolumeType') ?? 'gp2',
        createdAt: clock.now(),
        snapshotId,
        tags: specifiedTags(params, 'volume'),
      };
      resources.add(volume);
      return { ...shown(volume), State: 'creating' };
    },
    DescribeVolumes(params, caller) {
      const ids = textsOf(params, 'VolumeIds');
      const passes = filterOf(params, filters);
      const volumes =
        ids.length > 0 ? ids.map((id) => resources.volume(id, caller)) : resources.volumes(caller);
      const found = volumes.filter((volume) => passes(factsOf(volume), volume.tags));
      const page = paged(found, params, ({ id }) => id);
      return { Volumes: page.items.map(shown), ...page.rest };
    },
    DeleteVolume(params, caller) {
      resources.delete(resources.volume(required(params, 'VolumeId'), caller).id);
      return {};
    },
  };
}

function sizeOf(written: string | undefined, least: number | undefined): number {
  if (written === undefined && least === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter size/snapshot');
  const size = written === undefined ? (least ?? 0) : Number(written);
  if (!Number.isInteger(size) || size < 1 || size > largestGiB)
    throw new AwsError('InvalidParameterValue', `Volume of ${written ?? ''}GiB is too small or too large.`);
  if (least !== undefined && size < least)
    throw new AwsError(
      'InvalidParameterValue',
      `The requested volume size of ${String(size)}GiB is smaller than the snapshot size of ${String(least)}GiB.`,
    );
  return size;
}

function factsOf(volume: Volume): Readonly<Record<string, string>> {
  return {
    'availability-zone': volume.zone,
    size: String(volume.sizeGiB),
    'snapshot-id': volume.snapshotId,
    status: 'available',
    'volume-id': volume.id,
    'volume-type': volume.type,
  };
}

function shown(volume: Volume): JsonObject {
  return {
    VolumeId: volume.id,
    Size: volume.sizeGiB,
    SnapshotId: volume.snapshotId,
    AvailabilityZone: volume.zone,
    State: 'available',
    CreateTime: new Date(volume.createdAt).toISOString(),
    VolumeType: volume.type,
    Encrypted: false,
    MultiAttachEnabled: false,
    Attachments: [],
    Tags: shownTags(volume.tags),
  };
}
