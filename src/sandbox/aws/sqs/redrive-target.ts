import { invalidValue } from './errors.ts';
import type { QueueAttributes } from './queue-attributes.ts';
import type { Queues } from './queues.ts';
import { allows, readRedrive } from './redrive.ts';

/** A queue's dead letters go to a queue that exists, is of the same kind, account and Region, and takes them. */
export function checkRedriveTarget(attributes: QueueAttributes, sourceArn: string, queues: Queues): void {
  const written = attributes['RedrivePolicy'];
  if (written === undefined) return;
  const refuse = (reason: string) => invalidValue(written, 'RedrivePolicy', reason);
  const target = queues.find(readRedrive(written).deadLetterTargetArn);
  const home = (arn: string) => arn.slice(0, arn.lastIndexOf(':'));
  if (!target || home(target.arn) !== home(sourceArn)) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== sourceArn.endsWith('.fifo'))
    throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allows(target.attributes['RedriveAllowPolicy'], sourceArn))
    throw refuse("The dead-letter queue's redrive allow policy does not let this queue in.");
}
