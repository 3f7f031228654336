import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { account, queueArn, refusal, region, startMessaging, type Messaging } from '../messaging.ts';

let world: Messaging;
beforeEach(async () => {
  world = await startMessaging();
});
afterEach(() => world.stop());

const arn = (name: string) => `arn:aws:sns:${region}:${account}:${name}`;
const noTopic = { name: 'NotFoundException', message: 'Topic does not exist' };

describe('topics', () => {
  it('are created once, listed and deleted', async () => {
    expect((await world.topics.createTopic({ Name: 'sales' })).TopicArn).toBe(arn('sales'));
    expect((await world.topics.createTopic({ Name: 'sales' })).TopicArn).toBe(arn('sales'));
    expect((await world.topics.listTopics({})).Topics).toEqual([{ TopicArn: arn('sales') }]);
    await world.topics.deleteTopic({ TopicArn: arn('sales') });
    await world.topics.deleteTopic({ TopicArn: arn('sales') });
    expect((await world.topics.listTopics({})).Topics ?? []).toEqual([]);
  });

  it('come in pages of 100', async () => {
    for (let n = 0; n < 101; n += 1) await world.topics.createTopic({ Name: `t-${String(n)}` });
    const first = await world.topics.listTopics({});
    expect(first.Topics).toHaveLength(100);
    expect((await world.topics.listTopics({ NextToken: first.NextToken })).Topics).toEqual([
      { TopicArn: arn('t-100') },
    ]);
  });

  it('have attributes, some of which can be set', async () => {
    const Attributes = { DisplayName: 'Sales & <more>' };
    await world.topics.createTopic({ Name: 'sales', Attributes });
    const TopicArn = arn('sales');
    const found = (await world.topics.getTopicAttributes({ TopicArn })).Attributes;
    expect(found).toMatchObject({
      TopicArn,
      Owner: account,
      DisplayName: 'Sales & <more>',
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    });
    expect(JSON.parse(found?.['Policy'] ?? '')).toMatchObject({ Statement: [{ Resource: TopicArn }] });
    await world.topics.setTopicAttributes({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'x' });
    expect((await world.topics.getTopicAttributes({ TopicArn })).Attributes?.['DisplayName']).toBe('x');
    const set = world.topics.setTopicAttributes({ TopicArn, AttributeName: 'Nope', AttributeValue: 'x' });
    expect(await refusal(set)).toEqual({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: AttributeName',
    });
  });

  it('count their subscriptions', async () => {
    const { TopicArn = '' } = await world.topics.createTopic({ Name: 'sales' });
    const { SubscriptionArn } = await world.topics.subscribe({
      TopicArn,
      Protocol: 'sqs',
      Endpoint: queueArn('a'),
    });
    await world.topics.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queueArn('b') });
    await world.topics.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'approver@example.com' });
    await world.topics.unsubscribe({ SubscriptionArn });
    expect((await world.topics.getTopicAttributes({ TopicArn })).Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '1',
      SubscriptionsDeleted: '1',
    });
  });

  it('refuse names, attributes and tags that do not go together', async () => {
    const create = (params: object) => refusal(world.topics.createTopic({ Name: 'sales', ...params }));
    const name = { name: 'InvalidParameterException', message: 'Invalid parameter: Topic Name' };
    expect(await create({ Name: 'a b' })).toEqual(name);
    expect(await create({ Name: 'sales.fifo' })).toEqual(name);
    expect(await create({ Attributes: { FifoTopic: 'true' } })).toEqual(name);
    expect((await create({ Attributes: { Nope: '1' } })).message).toContain('Unknown attribute: Nope');
    const twice = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ];
    expect((await create({ Tags: twice })).message).toBe(
      'Invalid parameter: Duplicated keys are not allowed.',
    );
    await world.topics.createTopic({ Name: 'sales' });
    expect((await create({ Attributes: { DisplayName: 'x' } })).message).toBe(
      'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    );
    expect((await create({ Tags: [{ Key: 'a', Value: '1' }] })).message).toBe(
      'Invalid parameter: Tags Reason: Topic already exists with different tags',
    );
  });

  it('are named by an ARN of a topic that is there', async () => {
    const get = (TopicArn: string) => refusal(world.topics.getTopicAttributes({ TopicArn }));
    expect(await get(arn('gone'))).toEqual(noTopic);
    expect((await get('gone')).message).toBe(
      'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
    );
    expect((await get(queueArn('q'))).message).toBe('Invalid parameter: TopicArn');
    const nothing = await refusal(world.topics.getTopicAttributes({ TopicArn: undefined }));
    expect(nothing.message).toBe('Invalid parameter: TopicArn Reason: no value for required parameter');
  });

  it('are tagged', async () => {
    const { TopicArn: ResourceArn = '' } = await world.topics.createTopic({
      Name: 'sales',
      Tags: [{ Key: 'a', Value: '1' }],
    });
    await world.topics.tagResource({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] });
    await world.topics.untagResource({ ResourceArn, TagKeys: ['a'] });
    expect((await world.topics.listTagsForResource({ ResourceArn })).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ]);
    expect((await refusal(world.topics.listTagsForResource({ ResourceArn: arn('gone') }))).name).toBe(
      'ResourceNotFoundException',
    );
  });

  it('answer what is out of scope as an invalid action', async () => {
    expect((await refusal(world.topics.listPlatformApplications({}))).name).toBe('InvalidAction');
  });
});
