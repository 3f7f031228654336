import type { JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { invalid, listOf, optional, paged, required, requiredArn, textMap } from './parameter.ts';
import { isFifo, topicNamed, type Topic, type Topics } from './topic.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const settable: readonly string[] = [
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoTopic',
  'FifoThroughputScope',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
];

export function topicOperations(topics: Topics): Operations {
  return {
    CreateTopic(params, { region, account }) {
      const name = checkName(params);
      const attributes = textMap(params, 'Attributes');
      for (const key of Object.keys(attributes)) checkAttribute(key, 'Attributes');
      if (name.endsWith('.fifo') !== (attributes['FifoTopic'] === 'true')) throw invalid('Topic Name');
      const tags = tagsOf(params);
      const arn = `arn:aws:sns:${region}:${account}:${name}`;
      const there = topics.get(arn);
      if (there) {
        checkSame(there, attributes, tags);
        return { TopicArn: arn };
      }
      topics.set(arn, {
        arn,
        name,
        region,
        account,
        attributes: new Map(Object.entries(attributes)),
        tags,
        subscriptions: new Map(),
        deletedSubscriptions: 0,
        sequence: 0,
        published: new Map(),
      });
      return { TopicArn: arn };
    },
    DeleteTopic(params) {
      // Deleting what is not there succeeds.
      topics.delete(requiredArn(params, 'TopicArn'));
      return {};
    },
    ListTopics(params, { region, account }) {
      const found = [...topics.values()].filter(
        (topic) => topic.region === region && topic.account === account,
      );
      const page = paged(found, params, ({ arn }) => arn);
      return { Topics: page.items.map(({ arn }) => ({ TopicArn: arn })), ...page.next };
    },
    GetTopicAttributes: (params) => ({ Attributes: attributesOf(topicNamed(topics, params)) }),
    SetTopicAttributes(params) {
      const name = required(params, 'AttributeName');
      const topic = topicNamed(topics, params);
      checkAttribute(name, 'AttributeName');
      topic.attributes.set(name, optional(params, 'AttributeValue') ?? '');
      return {};
    },
    TagResource(params) {
      const { tags } = tagged(topics, params);
      for (const [key, value] of tagsOf(params)) tags.set(key, value);
      return {};
    },
    UntagResource(params) {
      const { tags } = tagged(topics, params);
      const keys = params['TagKeys'];
      if (Array.isArray(keys)) for (const key of keys) if (typeof key === 'string') tags.delete(key);
      return {};
    },
    ListTagsForResource: (params) => ({
      Tags: [...tagged(topics, params).tags].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}

function checkName(params: JsonObject): string {
  const name = required(params, 'Name');
  if (/^[\w-]{1,256}$/.test(name) || (/^[\w-]{1,251}\.fifo$/.test(name) && name.length <= 256)) return name;
  throw invalid('Topic Name');
}

function checkAttribute(name: string, where: string): void {
  if (settable.includes(name)) return;
  throw invalid(where === 'AttributeName' ? where : `${where} Reason: Unknown attribute: ${name}`);
}

function checkSame(
  there: Topic,
  attributes: Readonly<Record<string, string>>,
  tags: ReadonlyMap<string, string>,
) {
  const differs = Object.entries(attributes).some(([key, value]) => there.attributes.get(key) !== value);
  if (differs) throw invalid('Attributes Reason: Topic already exists with different attributes');
  if ([...tags].some(([key, value]) => there.tags.get(key) !== value)) {
    throw invalid('Tags Reason: Topic already exists with different tags');
  }
}

function tagsOf(params: JsonObject): Map<string, string> {
  const list = listOf(params, 'Tags');
  const tags = new Map(list.map((tag) => [required(tag, 'Key'), optional(tag, 'Value') ?? '']));
  if (tags.size < list.length) throw invalid('Duplicated keys are not allowed.');
  return tags;
}

function tagged(topics: Topics, params: JsonObject): Topic {
  const topic = topics.get(requiredArn(params, 'ResourceArn'));
  if (topic) return topic;
  throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
}

const deliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};

function attributesOf(topic: Topic): JsonObject {
  const subscriptions = [...topic.subscriptions.values()];
  const pending = subscriptions.filter((subscription) => subscription.pending).length;
  return {
    TopicArn: topic.arn,
    Owner: topic.account,
    DisplayName: '',
    Policy: JSON.stringify(defaultPolicy(topic)),
    EffectiveDeliveryPolicy: JSON.stringify(deliveryPolicy),
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    ...(isFifo(topic) && { ContentBasedDeduplication: 'false' }),
    ...Object.fromEntries(topic.attributes),
  };
}

function defaultPolicy({ arn, account }: Topic): JsonObject {
  const actions = [
    'GetTopicAttributes',
    'SetTopicAttributes',
    'AddPermission',
    'RemovePermission',
    'DeleteTopic',
    'Subscribe',
    'ListSubscriptionsByTopic',
    'Publish',
  ];
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: actions.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  };
}
