import {
  DescribeSnapshotsCommand,
  EC2Client,
  paginateDescribeSnapshots,
  type Snapshot,
} from '@aws-sdk/client-ec2';
import { volumeTag } from './lib/snapshots.ts';

const ec2 = new EC2Client({});

interface Count {
  readonly volumeId: string;
  readonly total: number;
  /** How many there are beyond those to retain. */
  readonly excess: number;
  readonly oldest: string;
  readonly newest: string;
}

/** Counts the completed snapshots of the same volume as this one, in this Region. */
export async function handler({ snapshotId }: { readonly snapshotId: string }): Promise<Count> {
  const volumeId = await volumeOf(snapshotId);
  const snapshots = await completedOf(volumeId);
  const ids = snapshots.toSorted((a, b) => startOf(a) - startOf(b)).map(({ SnapshotId }) => SnapshotId ?? '');
  return {
    volumeId,
    total: ids.length,
    excess: Math.max(ids.length - retained(), 0),
    oldest: ids[0] ?? '',
    newest: ids.at(-1) ?? '',
  };
}

async function volumeOf(snapshotId: string): Promise<string> {
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }));
  const volume = Snapshots[0]?.Tags?.find(({ Key }) => Key === volumeTag)?.Value;
  if (volume === undefined) throw new Error(`${snapshotId} has no tag ${volumeTag}: it is not managed here.`);
  return volume;
}

async function completedOf(volumeId: string): Promise<readonly Snapshot[]> {
  const found: Snapshot[] = [];
  const Filters = [
    { Name: `tag:${volumeTag}`, Values: [volumeId] },
    { Name: 'status', Values: ['completed'] },
  ];
  for await (const page of paginateDescribeSnapshots({ client: ec2 }, { OwnerIds: ['self'], Filters }))
    found.push(...(page.Snapshots ?? []));
  return found;
}

function startOf({ StartTime }: Snapshot): number {
  return StartTime?.getTime() ?? 0;
}

/** At least one: the newest is never deleted. */
function retained(): number {
  const written = process.env['RETAIN'] ?? '';
  if (/^[1-9]\d*$/.test(written)) return Number(written);
  throw new Error(`RETAIN is "${written}": write how many snapshots of a volume to keep, 1 or more.`);
}
