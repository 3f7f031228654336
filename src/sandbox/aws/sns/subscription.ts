import type { EventPattern } from '../../../event-patterns/index.ts';
import { isJsonObject, parseJson } from '../../../platform/index.ts';
import { parseFilter } from './filter.ts';
import { invalid } from './parameter.ts';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly owner: string;
  readonly principal: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Waits for its owner to confirm; nothing is delivered. */
  readonly pending: boolean;
  readonly attributes: Map<string, string>;
  /** The filter policy as it is applied; absent where everything passes. */
  filter?: EventPattern;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const settable: readonly string[] = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
  'ReplayPolicy',
];

/** Sets attributes, all or none. `where` begins the words of a fault: `Attributes Reason: ` in Subscribe. */
export function setAttributes(
  subscription: Subscription,
  values: Readonly<Record<string, string>>,
  where = '',
): void {
  const next = new Map(subscription.attributes);
  for (const [name, value] of Object.entries(values)) {
    checkValue(name, value, where);
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  const policy = next.get('FilterPolicy');
  const scope = next.get('FilterPolicyScope') ?? 'MessageAttributes';
  const filter = policy === undefined ? undefined : parseFilter(policy, scope, where);
  if (policy !== undefined) next.set('FilterPolicyScope', scope);
  subscription.attributes.clear();
  for (const [name, value] of next) subscription.attributes.set(name, value);
  if (filter) subscription.filter = filter;
  else delete subscription.filter;
}

/** The queue for what cannot be delivered. */
export function redriveQueueOf({ attributes }: Subscription): string | undefined {
  const policy = parseJson(attributes.get('RedrivePolicy') ?? '');
  const arn = isJsonObject(policy) ? policy['deadLetterTargetArn'] : undefined;
  return typeof arn === 'string' ? arn : undefined;
}

export function isRaw({ attributes }: Subscription): boolean {
  return attributes.get('RawMessageDelivery') === 'true';
}

function checkValue(name: string, value: string, where: string): void {
  if (!settable.includes(name)) {
    throw invalid(where === '' ? 'AttributeName' : `${where}Unknown attribute: ${name}`);
  }
  if (name === 'RawMessageDelivery' && !/^(true|false)$/i.test(value)) {
    throw invalid(`${where}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  }
  if (name === 'FilterPolicyScope' && value !== 'MessageBody' && value !== 'MessageAttributes') {
    throw invalid(
      `${where}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
    );
  }
  if (name !== 'RedrivePolicy' || value === '') return;
  const policy = parseJson(value);
  if (!isJsonObject(policy)) throw invalid(`${where}RedrivePolicy: failed to parse JSON.`);
  const arn = policy['deadLetterTargetArn'];
  if (typeof arn !== 'string' || !/^arn:[^:]+:sqs:[^:]+:\d+:.+$/.test(arn)) {
    throw invalid(`${where}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  }
}
