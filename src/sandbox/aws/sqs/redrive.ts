import { isJsonObject, parseJson } from '../../../platform/index.ts';
import { invalidValue } from './errors.ts';

/** When a message is given up, and where it goes then. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Which queues may send their dead letters here. */
export interface RedriveAllow {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
const mostReceives = 1_000;
const mostSources = 10;

export function readRedrive(written: string): Redrive {
  const policy = parseJson(written);
  const refuse = (reason: string) => invalidValue(written, 'RedrivePolicy', reason);
  if (!isJsonObject(policy)) throw refuse('Redrive policy is not a valid JSON map.');
  const target = policy['deadLetterTargetArn'];
  const count = Number(policy['maxReceiveCount']);
  if (typeof target !== 'string' || policy['maxReceiveCount'] === undefined) {
    throw refuse(
      'Redrive policy does not contain mandatory attribute: deadLetterTargetArn and maxReceiveCount.',
    );
  }
  if (!Number.isInteger(count) || count < 1 || count > mostReceives)
    throw refuse('Invalid value for maxReceiveCount.');
  return { deadLetterTargetArn: target, maxReceiveCount: count };
}

export function readRedriveAllow(written: string): RedriveAllow {
  const policy = parseJson(written);
  const refuse = (reason: string) => invalidValue(written, 'RedriveAllowPolicy', reason);
  if (!isJsonObject(policy)) throw refuse('Redrive allow policy is not a valid JSON map.');
  const { redrivePermission: permission, sourceQueueArns: sources } = policy;
  if (permission !== 'allowAll' && permission !== 'denyAll' && permission !== 'byQueue')
    throw refuse('redrivePermission must be allowAll, denyAll or byQueue.');
  if (permission !== 'byQueue') {
    if (sources !== undefined) throw refuse('sourceQueueArns goes with byQueue only.');
    return { redrivePermission: permission };
  }
  const arns: readonly unknown[] = Array.isArray(sources) ? sources : [];
  const sourceQueueArns = arns.filter((arn) => typeof arn === 'string');
  if (sourceQueueArns.length === 0 || sourceQueueArns.length > mostSources)
    throw refuse('byQueue takes 1 to 10 sourceQueueArns.');
  return { redrivePermission: permission, sourceQueueArns };
}

export function allows(written: string | undefined, sourceArn: string): boolean {
  if (written === undefined) return true;
  const { redrivePermission, sourceQueueArns = [] } = readRedriveAllow(written);
  return (
    redrivePermission === 'allowAll' ||
    (redrivePermission === 'byQueue' && sourceQueueArns.includes(sourceArn))
  );
}
