import { newUuid, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { invalid, optional, paged, required, requiredArn, textMap } from './parameter.ts';
import { setAttributes, type Subscription } from './subscription.ts';
import { isFifo, topicNamed, type Topic, type Topics } from './topic.ts';

/** What SNS knows; the sandbox delivers to the first two. */
const protocols = ['sqs', 'lambda', 'http', 'https', 'email', 'email-json', 'sms', 'application', 'firehose'];

export function subscriptionOperations(topics: Topics): Operations {
  const holder = (arn: string) => [...topics.values()].find(({ subscriptions }) => subscriptions.has(arn));
  const named = (params: JsonObject): Subscription => {
    const arn = requiredArn(params, 'SubscriptionArn');
    const found = holder(arn)?.subscriptions.get(arn);
    if (found) return found;
    throw new AwsError('NotFound', 'Subscription does not exist', 404);
  };
  return {
    Subscribe(params, caller) {
      const topic = topicNamed(topics, params);
      const [protocol, endpoint] = [required(params, 'Protocol'), required(params, 'Endpoint')];
      checkEndpoint(topic, protocol, endpoint);
      const attributes = textMap(params, 'Attributes');
      const there = [...topic.subscriptions.values()].find(
        (subscription) => subscription.protocol === protocol && subscription.endpoint === endpoint,
      );
      const subscription: Subscription = {
        arn: `${topic.arn}:${newUuid()}`,
        topicArn: topic.arn,
        owner: caller.account,
        principal: caller.arn,
        protocol,
        endpoint,
        pending: protocol !== 'sqs' && protocol !== 'lambda',
        attributes: new Map(),
      };
      setAttributes(subscription, attributes, 'Attributes Reason: ');
      if (there) {
        const differs = [...subscription.attributes].some(
          ([key, value]) => there.attributes.get(key) !== value,
        );
        if (differs)
          throw invalid('Attributes Reason: Subscription already exists with different attributes');
      } else {
        topic.subscriptions.set(subscription.arn, subscription);
      }
      const { arn, pending } = there ?? subscription;
      const isShown = !pending || optional(params, 'ReturnSubscriptionArn') === 'true';
      return { SubscriptionArn: isShown ? arn : 'pending confirmation' };
    },
    Unsubscribe(params) {
      // A subscription that is not there is gone already.
      const arn = requiredArn(params, 'SubscriptionArn');
      const topic = holder(arn);
      if (topic?.subscriptions.delete(arn) === true) topic.deletedSubscriptions += 1;
      return {};
    },
    ListSubscriptions(params, { region, account }) {
      const here = [...topics.values()].filter(
        (topic) => topic.region === region && topic.account === account,
      );
      return pageOf(
        here.flatMap((topic) => [...topic.subscriptions.values()]),
        params,
      );
    },
    ListSubscriptionsByTopic: (params) =>
      pageOf([...topicNamed(topics, params).subscriptions.values()], params),
    GetSubscriptionAttributes(params) {
      const found = named(params);
      return {
        Attributes: {
          SubscriptionArn: found.arn,
          TopicArn: found.topicArn,
          Protocol: found.protocol,
          Endpoint: found.endpoint,
          Owner: found.owner,
          SubscriptionPrincipal: found.principal,
          PendingConfirmation: String(found.pending),
          ConfirmationWasAuthenticated: String(!found.pending),
          RawMessageDelivery: 'false',
          ...Object.fromEntries(found.attributes),
        },
      };
    },
    SetSubscriptionAttributes(params) {
      const name = required(params, 'AttributeName');
      setAttributes(named(params), { [name]: optional(params, 'AttributeValue') ?? '' });
      return {};
    },
  };
}

function checkEndpoint(topic: Topic, protocol: string, endpoint: string): void {
  if (!protocols.includes(protocol)) {
    throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  if (protocol === 'sqs') {
    if (!/^arn:[^:]+:sqs:[^:]+:\d+:.+$/.test(endpoint)) throw invalid('SQS endpoint ARN');
    if (endpoint.endsWith('.fifo') && !isFifo(topic)) {
      throw invalid(
        'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
      );
    }
  }
  if (protocol === 'lambda' && !/^arn:[^:]+:lambda:[^:]+:\d+:function:.+$/.test(endpoint)) {
    throw invalid('Lambda endpoint ARN');
  }
  if (/^https?$/.test(protocol) && !endpoint.startsWith(`${protocol}://`)) {
    throw invalid('Endpoint must match the specified protocol');
  }
}

function pageOf(subscriptions: readonly Subscription[], params: JsonObject): JsonObject {
  const page = paged(subscriptions, params, ({ arn }) => arn);
  return {
    Subscriptions: page.items.map(({ arn, owner, protocol, endpoint, topicArn, pending }) => ({
      SubscriptionArn: pending ? 'PendingConfirmation' : arn,
      Owner: owner,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topicArn,
    })),
    ...page.next,
  };
}
