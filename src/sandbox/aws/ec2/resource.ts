import { newUuid } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';

export type ResourceKind = 'snapshot' | 'volume';

/** What every resource has. */
interface Resource {
  readonly id: string;
  readonly region: string;
  readonly account: string;
  readonly tags: Map<string, string>;
}

export interface Volume extends Resource {
  readonly kind: 'volume';
  readonly sizeGiB: number;
  readonly zone: string;
  readonly type: string;
  readonly createdAt: number;
  /** Of which it was made; empty where it began empty. */
  readonly snapshotId: string;
}

export interface Snapshot extends Resource {
  readonly kind: 'snapshot';
  readonly volumeId: string;
  readonly sizeGiB: number;
  readonly description: string;
  readonly startedAt: number;
  readonly completesAt: number;
  state: 'pending' | 'completed';
  /** The snapshot that this one was copied of. */
  readonly copyOf?: { readonly id: string; readonly region: string };
}

const prefixes: Readonly<Record<ResourceKind, string>> = { snapshot: 'snap', volume: 'vol' };
const classes: Readonly<Record<ResourceKind, string>> = {
  snapshot: 'InvalidSnapshot',
  volume: 'InvalidVolume',
};

/** An id of EC2's form: 17 hexadecimal digits. */
export function newId(kind: ResourceKind): string {
  return `${prefixes[kind]}-${newUuid().replaceAll('-', '').slice(0, 17)}`;
}

export function kindOf(id: string): ResourceKind | undefined {
  return (['snapshot', 'volume'] as const).find((kind) => id.startsWith(`${prefixes[kind]}-`));
}

/** Where a caller's resources are: those of another Region or account are not there. */
export type Place = Pick<Caller, 'region' | 'account'>;

export interface Resources {
  add(resource: Snapshot | Volume): void;
  /** @throws InvalidParameterValue, InvalidSnapshot.NotFound and their like */
  snapshot(id: string, place: Place): Snapshot;
  volume(id: string, place: Place): Volume;
  /** In the order of their ids, which is none. */
  snapshots(place: Place): readonly Snapshot[];
  volumes(place: Place): readonly Volume[];
  delete(id: string): void;
  clear(): void;
}

export function createResources(): Resources {
  const byId = new Map<string, Snapshot | Volume>();
  const found = (kind: ResourceKind, id: string, { region, account }: Place) => {
    checkId(kind, id);
    const resource = byId.get(id);
    if (resource?.region === region && resource.account === account) return resource;
    throw new AwsError(`${classes[kind]}.NotFound`, `The ${kind} '${id}' does not exist.`);
  };
  const all = ({ region, account }: Place) =>
    [...byId.values()]
      .filter((one) => one.region === region && one.account === account)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    add: (resource) => void byId.set(resource.id, resource),
    snapshot: (id, place) => found('snapshot', id, place) as Snapshot,
    volume: (id, place) => found('volume', id, place) as Volume,
    snapshots: (place) => all(place).filter((one) => one.kind === 'snapshot'),
    volumes: (place) => all(place).filter((one) => one.kind === 'volume'),
    delete: (id) => void byId.delete(id),
    clear() {
      byId.clear();
    },
  };
}

function checkId(kind: ResourceKind, id: string): void {
  const prefix = prefixes[kind];
  if (!id.startsWith(`${prefix}-`))
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${id}) for parameter ${kind}Id is invalid. Expected: '${prefix}-...'.`,
    );
  if (!/^[0-9a-f]{8}([0-9a-f]{9})?$/.test(id.slice(prefix.length + 1)))
    throw new AwsError(
      kind === 'snapshot' ? 'InvalidSnapshotID.Malformed' : 'InvalidVolumeID.Malformed',
      `Invalid id: "${id}"`,
    );
}
