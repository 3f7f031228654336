import { wholeSeconds, type ServiceEvent } from '../eventbridge/index.ts';
import type { Snapshot } from './resource.ts';

/**
 * "EBS Snapshot Notification" of a snapshot that is done, in the Region where it is: of a copy, the destination. Its ARNs have
 * no account, as documented. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html
 */
export function snapshotEvent(snapshot: Snapshot): ServiceEvent {
  const { region, account, copyOf } = snapshot;
  const arn = `arn:aws:ec2::${region}:snapshot/${snapshot.id}`;
  const source = copyOf
    ? `arn:aws:ec2::${copyOf.region}:snapshot/${copyOf.id}`
    : `arn:aws:ec2::${region}:volume/${snapshot.volumeId}`;
  return {
    source: 'aws.ec2',
    detailType: 'EBS Snapshot Notification',
    region,
    account,
    resources: [arn],
    detail: {
      event: copyOf ? 'copySnapshot' : 'createSnapshot',
      result: 'succeeded',
      cause: '',
      'request-id': '',
      snapshot_id: arn,
      source,
      startTime: wholeSeconds(snapshot.startedAt),
      endTime: wholeSeconds(snapshot.completesAt),
      ...(copyOf && { incremental: 'true', transferType: 'standard' }),
    },
  };
}
