import { isJsonObject, parseJson } from '../../../platform/index.ts';
import { sqsError } from './errors.ts';
import { readRedrive, readRedriveAllow } from './redrive.ts';

/** Attributes that somebody can set, as the service spells them. */
export type QueueAttributes = Readonly<Record<string, string>>;

interface Rule {
  /** What a queue has that was not told otherwise; absent where it then has none. */
  readonly usual?: string;
  readonly fifoOnly?: true;
  /** Said once, when the queue is created. */
  readonly fixed?: true;
  /** How it is kept; undefined where the service refuses it. */
  readonly kept: (value: string) => string | undefined;
}

const whole = (least: number, most: number) => (value: string) =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most ? String(Number(value)) : undefined;
const oneOf =
  (...choices: readonly string[]) =>
  (value: string) =>
    choices.includes(value) ? value : undefined;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const rules: Readonly<Record<string, Rule>> = {
  VisibilityTimeout: { usual: '30', kept: whole(0, 43_200) },
  // 1 MiB since August 2025. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
  MaximumMessageSize: { usual: '1048576', kept: whole(1_024, 1_048_576) },
  MessageRetentionPeriod: { usual: '345600', kept: whole(60, 1_209_600) },
  DelaySeconds: { usual: '0', kept: whole(0, 900) },
  ReceiveMessageWaitTimeSeconds: { usual: '0', kept: whole(0, 20) },
  Policy: { kept: (value) => (isJsonObject(parseJson(value)) ? value : undefined) },
  RedrivePolicy: { kept: (value) => JSON.stringify(readRedrive(value)) },
  RedriveAllowPolicy: { kept: (value) => JSON.stringify(readRedriveAllow(value)) },
  KmsMasterKeyId: { kept: (value) => value },
  KmsDataKeyReusePeriodSeconds: { kept: whole(60, 86_400) },
  SqsManagedSseEnabled: { usual: 'true', kept: oneOf('true', 'false') },
  FifoQueue: { usual: 'true', fifoOnly: true, fixed: true, kept: oneOf('true') },
  ContentBasedDeduplication: { usual: 'false', fifoOnly: true, kept: oneOf('true', 'false') },
  DeduplicationScope: { usual: 'queue', fifoOnly: true, kept: oneOf('queue', 'messageGroup') },
  FifoThroughputLimit: { usual: 'perQueue', fifoOnly: true, kept: oneOf('perQueue', 'perMessageGroupId') },
};
/** Set to nothing, these go away. */
const removable = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];

export function usualAttributes(fifo: boolean): QueueAttributes {
  return Object.fromEntries(
    Object.entries(rules).flatMap(([name, { usual, fifoOnly }]) =>
      usual !== undefined && (fifo || fifoOnly !== true) ? [[name, usual]] : [],
    ),
  );
}

/** What was written, as it is kept: an empty text stands for an attribute that goes. @throws {AwsError} */
export function readAttributes(
  written: QueueAttributes,
  queue: { readonly fifo: boolean; readonly isNew: boolean },
): QueueAttributes {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      if (!rule || (rule.fifoOnly && !queue.fifo) || (rule.fixed && !queue.isNew))
        throw unknownAttribute(name);
      if (value === '' && removable.includes(name)) return [name, ''];
      const kept = rule.kept(value);
      if (kept === undefined) throw invalidAttribute(name);
      return [name, kept];
    }),
  );
}

/** @throws {AwsError} where the attributes do not go together */
export function changed(before: QueueAttributes, kept: QueueAttributes): QueueAttributes {
  const after = Object.fromEntries(
    Object.entries({ ...before, ...kept }).filter(([, value]) => value !== ''),
  );
  if (
    after['FifoThroughputLimit'] === 'perMessageGroupId' &&
    after['DeduplicationScope'] !== 'messageGroup'
  ) {
    throw sqsError(
      'InvalidAttributeValue',
      'The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  }
  return after;
}

export function unknownAttribute(name: string) {
  return sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function invalidAttribute(name: string) {
  return sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

/** Names that only the service sets, and GetQueueAttributes gives. */
const countedAttributes = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
] as const;

export function isQueueAttribute(name: string): boolean {
  return Object.hasOwn(rules, name) || countedAttributes.some((known) => known === name);
}
