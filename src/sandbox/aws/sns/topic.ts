import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import { invalid, requiredArn } from './parameter.ts';
import type { Subscription } from './subscription.ts';

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** What was set; defaults are added when it is read. */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
  deletedSubscriptions: number;
  sequence: number;
  /** FIFO: what was published in the last minutes, by de-duplication id. */
  readonly published: Map<string, { readonly messageId: string; readonly at: number }>;
}

/** By ARN. */
export type Topics = Map<string, Topic>;

/** The topic of `TopicArn` or `TargetArn`. @throws NotFound */
export function topicNamed(topics: Topics, params: JsonObject, name = 'TopicArn'): Topic {
  const arn = requiredArn(params, name);
  if (arn.split(':')[2] !== 'sns') throw invalid(name);
  const topic = topics.get(arn);
  if (topic) return topic;
  throw new AwsError('NotFound', 'Topic does not exist', 404);
}

export function isFifo({ name }: Pick<Topic, 'name'>): boolean {
  return name.endsWith('.fifo');
}
