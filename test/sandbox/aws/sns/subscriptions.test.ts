import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, queueArn, refusal, region, startMessaging, type Messaging } from '../messaging.ts';

let world: Messaging;
let TopicArn: string;
beforeEach(async () => {
  world = await startMessaging();
  TopicArn = (await world.topics.createTopic({ Name: 'sales' })).TopicArn ?? '';
});
afterEach(() => world.stop());

const Endpoint = queueArn('q');
const subscribe = (Attributes: Record<string, string> = {}) =>
  world.topics.subscribe({ TopicArn, Protocol: 'sqs', Endpoint, Attributes });

describe('subscriptions', () => {
  it('of queues and functions count at once', async () => {
    const { SubscriptionArn = '' } = await subscribe();
    expect(SubscriptionArn.startsWith(`${TopicArn}:`)).toBe(true);
    expect((await world.topics.getSubscriptionAttributes({ SubscriptionArn })).Attributes).toEqual({
      SubscriptionArn,
      TopicArn,
      Protocol: 'sqs',
      Endpoint,
      Owner: account,
      SubscriptionPrincipal: `arn:aws:iam::${account}:user/approver`,
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: 'true',
      RawMessageDelivery: 'false',
    });
  });

  it('of others wait for confirmation', async () => {
    const mail = { TopicArn, Protocol: 'email', Endpoint: 'approver@example.com' };
    expect((await world.topics.subscribe(mail)).SubscriptionArn).toBe('pending confirmation');
    const { SubscriptionArn } = await world.topics.subscribe({ ...mail, ReturnSubscriptionArn: true });
    expect(SubscriptionArn).toMatch(/^arn:aws:sns:/);
    expect((await world.topics.listSubscriptions({})).Subscriptions).toEqual([
      { SubscriptionArn: 'PendingConfirmation', Owner: account, ...mail },
    ]);
  });

  it('are listed for all topics and for one, and end once', async () => {
    const { SubscriptionArn } = await subscribe();
    const listed = { SubscriptionArn, Owner: account, Protocol: 'sqs', Endpoint, TopicArn };
    expect((await world.topics.listSubscriptions({})).Subscriptions).toEqual([listed]);
    expect((await world.topics.listSubscriptionsByTopic({ TopicArn })).Subscriptions).toEqual([listed]);
    await world.topics.unsubscribe({ SubscriptionArn });
    await world.topics.unsubscribe({ SubscriptionArn });
    expect((await world.topics.listSubscriptions({})).Subscriptions ?? []).toEqual([]);
    expect(await refusal(world.topics.getSubscriptionAttributes({ SubscriptionArn }))).toEqual({
      name: 'NotFoundException',
      message: 'Subscription does not exist',
    });
  });

  it('are the same for the same endpoint, unless attributes differ', async () => {
    const { SubscriptionArn } = await subscribe({ RawMessageDelivery: 'true' });
    expect((await subscribe({ RawMessageDelivery: 'true' })).SubscriptionArn).toBe(SubscriptionArn);
    expect((await subscribe()).SubscriptionArn).toBe(SubscriptionArn);
    expect((await refusal(subscribe({ RawMessageDelivery: 'false' }))).message).toBe(
      'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
    );
  });

  it('take attributes later, and lose them again', async () => {
    const { SubscriptionArn = '' } = await subscribe();
    const set = (AttributeName: string, AttributeValue: string) =>
      world.topics.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
    const get = async () =>
      (await world.topics.getSubscriptionAttributes({ SubscriptionArn })).Attributes ?? {};
    await set('FilterPolicy', '{"a":["b"]}');
    expect(await get()).toMatchObject({
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: 'MessageAttributes',
    });
    await set('FilterPolicy', '');
    expect(await get()).not.toHaveProperty('FilterPolicy');
    expect(await refusal(set('Nope', 'x'))).toEqual({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: AttributeName',
    });
  });

  const where = 'Invalid parameter: Attributes Reason: ';
  it.each<[Record<string, string>, string]>([
    [{ RawMessageDelivery: 'x' }, `${where}RawMessageDelivery: Invalid value [x]. Must be true or false.`],
    [
      { FilterPolicyScope: 'All' },
      `${where}FilterPolicyScope: Invalid value [All]. Please use either MessageBody or MessageAttributes`,
    ],
    [{ FilterPolicy: '{"a":[]}' }, `${where}FilterPolicy: Empty arrays are not allowed`],
    [{ FilterPolicy: '{' }, `${where}FilterPolicy: failed to parse JSON.`],
    [
      { FilterPolicy: '{"a":{"b":["c"]}}' },
      'Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy',
    ],
    [
      { FilterPolicy: '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}' },
      `${where}FilterPolicy: Filter policy can not have more than 5 keys`,
    ],
    [{ RedrivePolicy: '{' }, `${where}RedrivePolicy: failed to parse JSON.`],
    [
      { RedrivePolicy: '{"deadLetterTargetArn":"x"}' },
      `${where}RedrivePolicy: deadLetterTargetArn is an invalid arn`,
    ],
    [{ Nope: 'x' }, `${where}Unknown attribute: Nope`],
  ])('refuse %j', async (attributes, message) => {
    const { name, message: words } = await refusal(subscribe(attributes));
    expect(name).toBe('InvalidParameterException');
    expect(words).toContain(message);
    expect((await world.topics.listSubscriptions({})).Subscriptions ?? []).toEqual([]);
  });

  it.each([
    ['sqs', `http://127.0.0.1/${account}/q`, 'SQS endpoint ARN'],
    ['lambda', 'f', 'Lambda endpoint ARN'],
    ['https', 'http://example.com', 'Endpoint must match the specified protocol'],
    ['pigeon', 'x', 'Amazon SNS does not support this protocol string: pigeon'],
    ['sqs', queueArn('q.fifo'), 'FIFO SQS Queues can not be subscribed to standard SNS topics'],
  ])('refuse the endpoint of %s %s', async (Protocol, endpoint, message) => {
    const call = world.topics.subscribe({ TopicArn, Protocol, Endpoint: endpoint });
    expect((await refusal(call)).message).toContain(message);
  });

  it('need a topic', async () => {
    const gone = `arn:aws:sns:${region}:${account}:gone`;
    const call = world.topics.subscribe({ TopicArn: gone, Protocol: 'sqs', Endpoint });
    expect((await refusal(call)).name).toBe('NotFoundException');
  });
});
