/** The volume that a snapshot is of; a copy has none of its own, so it keeps that of the first. */
export const volumeTag = 'snapshot-management:volume';
/** Of a copy: the snapshot that it was made of. */
export const sourceTag = 'snapshot-management:source';

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html */
export interface SnapshotEvent {
  readonly detail: {
    readonly snapshot_id: string;
    readonly source: string;
  };
}

/** The id at the end of an ARN. The service's own examples disagree on what stands before it. */
export function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
