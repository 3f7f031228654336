import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import { delayBeforeRetry } from '../../../../src/sandbox/aws/sns/delivery.ts';
import { account, queueArn, refusal, region, startMessaging, textOf, type Messaging } from '../messaging.ts';

let world: Messaging;
let TopicArn: string;
beforeEach(async () => {
  world = await startMessaging();
  TopicArn = (await world.topics.createTopic({ Name: 'sales' })).TopicArn ?? '';
});
afterEach(() => world.stop());

const subscribe = (queue: string, Attributes: Record<string, string> = {}) =>
  world.topics.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: queueArn(queue), Attributes });
async function publish(more: object = {}): Promise<string> {
  const { MessageId = '' } = await world.topics.publish({ TopicArn, Message: 'sold', ...more });
  await world.settled();
  return MessageId;
}
const number = (StringValue: string): MessageAttributeValue => ({ DataType: 'Number', StringValue });

describe('publishing', () => {
  it('wraps the message for a queue', async () => {
    const { SubscriptionArn = '' } = await subscribe('q');
    const bytes = { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) };
    const MessageId = await publish({ Subject: 'News', MessageAttributes: { n: number('1.50'), b: bytes } });
    const { Signature, SigningCertURL, UnsubscribeURL, ...rest } = JSON.parse(world.bodies('q')[0] ?? '') as {
      [name: string]: unknown;
    };
    expect(rest).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'News',
      Message: 'sold',
      Timestamp: '2030-01-01T00:00:00.250Z',
      SignatureVersion: '1',
      MessageAttributes: { n: { Type: 'Number', Value: '1.50' }, b: { Type: 'Binary', Value: 'AgME' } },
    });
    expect(Signature).toMatch(/^[\w+/]+=*$/);
    expect(SigningCertURL).toMatch(/^https:\/\/sns\.us-east-1\.amazonaws\.com\/.+\.pem$/);
    expect(UnsubscribeURL).toContain(`SubscriptionArn=${SubscriptionArn}`);
    expect(world.made[0]).toMatchObject({
      call: 'sqs.SendMessage',
      caller: { region, account, arn: TopicArn },
    });
  });

  it('hands a raw message over with its attributes', async () => {
    await subscribe('q', { RawMessageDelivery: 'true' });
    const bytes = { DataType: 'Binary', BinaryValue: new Uint8Array([2, 3, 4]) };
    await publish({ MessageAttributes: { n: number('1'), b: bytes } });
    expect(world.made[0]?.params).toEqual({
      QueueUrl: `http://queue/${account}/q`,
      MessageBody: 'sold',
      MessageAttributes: {
        n: { DataType: 'Number', StringValue: '1' },
        b: { DataType: 'Binary', BinaryValue: 'AgME' },
      },
    });
  });

  it('invokes functions with an event of records', async () => {
    const Endpoint = `arn:aws:lambda:${region}:${account}:function:f`;
    const { SubscriptionArn } = await world.topics.subscribe({ TopicArn, Protocol: 'lambda', Endpoint });
    const MessageId = await publish();
    expect(world.made).toMatchObject([
      { call: 'lambda.Invoke', params: { FunctionName: Endpoint, InvocationType: 'Event' } },
    ]);
    expect(JSON.parse(textOf(world.made[0]?.params['Payload']))).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: SubscriptionArn,
          Sns: { Type: 'Notification', MessageId, Subject: null, Message: 'sold', MessageAttributes: {} },
        },
      ],
    });
  });

  it('gives each protocol its own text of a structured message', async () => {
    await subscribe('q', { RawMessageDelivery: 'true' });
    await publish({ MessageStructure: 'json', Message: '{"default":"d","sqs":"for queues"}' });
    await publish({ MessageStructure: 'json', Message: '{"default":"d"}' });
    expect(world.bodies('q')).toEqual(['for queues', 'd']);
  });

  it('reaches nobody who has not confirmed', async () => {
    await world.topics.subscribe({ TopicArn, Protocol: 'email', Endpoint: 'approver@example.com' });
    await publish();
    expect(world.made).toEqual([]);
  });

  it('reaches only whom the filter on attributes lets through', async () => {
    const policy = { kind: ['a', { 'anything-but': ['b'] }], n: [{ numeric: ['>', 1] }] };
    await subscribe('q', { FilterPolicy: JSON.stringify(policy) });
    await subscribe('all', { FilterPolicy: '{}' });
    const kind = (StringValue: string) => ({ DataType: 'String', StringValue });
    await publish({ MessageAttributes: { kind: kind('a'), n: number('2') } });
    await publish({ MessageAttributes: { kind: kind('b'), n: number('2') } });
    await publish({ MessageAttributes: { kind: kind('a'), n: number('1') } });
    await publish({ MessageAttributes: { kind: kind('a') } });
    const list = { DataType: 'String.Array', StringValue: '["b","a"]' };
    await publish({ MessageAttributes: { kind: list, n: number('2') } });
    expect([world.bodies('q').length, world.bodies('all').length]).toEqual([2, 5]);
  });

  it('reaches only whom the filter on the body lets through', async () => {
    const FilterPolicy = '{"order":{"n":[1],"$or":[{"a":[1]},{"b":[1]}]}}';
    await subscribe('q', { FilterPolicy, FilterPolicyScope: 'MessageBody' });
    await publish({ Message: '{"order":{"n":1,"b":1}}' });
    await publish({ Message: '{"order":{"n":1}}' });
    await publish({ Message: 'text' });
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('takes a topic as target, too', async () => {
    await subscribe('q');
    await world.topics.publish({ TargetArn: TopicArn, Message: 'x' });
    await world.settled();
    expect(world.bodies('q')).toHaveLength(1);
  });

  const text = (StringValue: string, DataType = 'String') => ({
    MessageAttributes: { a: { DataType, StringValue } },
  });
  it.each<[object, string, string]>([
    [{ Message: '' }, 'InvalidParameterException', 'Invalid parameter: Empty message'],
    [{ Message: 'x'.repeat(262_145) }, 'InvalidParameterException', 'Invalid parameter: Message too long'],
    [{ Subject: 'x'.repeat(101) }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    [{ Subject: 'a\nb' }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    [
      { MessageStructure: 'json' },
      'InvalidParameterException',
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      { MessageStructure: 'json', Message: '{"default":1}' },
      'InvalidParameterException',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [text('x', 'Text'), 'InvalidParameterValueException', 'invalid message attribute type'],
    [text(''), 'InvalidParameterValueException', 'must contain non-empty message attribute value'],
    [text('x', 'Number'), 'InvalidParameterValueException', 'Could not cast'],
    [text('x', 'Binary'), 'InvalidParameterValueException', "must use field 'Binary'"],
    [
      { MessageAttributes: { '.a': number('1') } },
      'InvalidParameterValueException',
      "Invalid message attribute name '.a'",
    ],
    [{ MessageDeduplicationId: 'x' }, 'InvalidParameterException', 'not valid for this topic type'],
    [{ TopicArn: undefined }, 'InvalidParameterException', 'TopicArn or TargetArn'],
    [{ TopicArn: undefined, PhoneNumber: '+15550100' }, 'InvalidParameterException', 'no text messages'],
    [{ TopicArn: `arn:aws:sns:${region}:${account}:gone` }, 'NotFoundException', 'Topic does not exist'],
  ])('refuses %j', async (more, name, message) => {
    const refused = await refusal(publish(more));
    expect(refused.name).toBe(name);
    expect(refused.message).toContain(message);
  });
});

describe('publishing in batches', () => {
  const batch = (...PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
    world.topics.publishBatch({ TopicArn, PublishBatchRequestEntries });
  const entry = (Id: string, Message = 'sold') => ({ Id, Message });

  it('answers each entry', async () => {
    await subscribe('q', { RawMessageDelivery: 'true' });
    const answer = await batch(entry('1', 'one'), entry('2', 'two'));
    await world.settled();
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['1', '2']);
    expect(world.bodies('q')).toEqual(['one', 'two']);
  });

  it('refuses a batch that is none', async () => {
    const names = async (call: Promise<unknown>) => (await refusal(call)).name;
    expect(await names(batch())).toBe('EmptyBatchRequestException');
    const eleven = Array.from({ length: 11 }, (_, index) => entry(String(index)));
    expect(await names(batch(...eleven))).toBe('TooManyEntriesInBatchRequestException');
    expect(await names(batch(entry('1'), entry('1')))).toBe('BatchEntryIdsNotDistinctException');
    expect(await names(batch(entry('a.b')))).toBe('InvalidBatchEntryIdException');
    expect(await names(batch(entry('x'.repeat(81))))).toBe('InvalidBatchEntryIdException');
    const half = 'x'.repeat(140_000);
    expect(await names(batch(entry('1', half), entry('2', half)))).toBe('BatchRequestTooLongException');
  });
});

describe('FIFO topics', () => {
  beforeEach(async () => {
    const Attributes = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
    TopicArn = (await world.topics.createTopic({ Name: 'sales.fifo', Attributes })).TopicArn ?? '';
    await subscribe('q.fifo', { RawMessageDelivery: 'true' });
  });

  it('pass on group and de-duplication id, and number their messages', async () => {
    const first = await world.topics.publish({ TopicArn, Message: 'a', MessageGroupId: 'g' });
    const second = await world.topics.publish({
      TopicArn,
      Message: 'b',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
    });
    await world.settled();
    expect((second.SequenceNumber ?? '') > (first.SequenceNumber ?? '')).toBe(true);
    expect(
      world.made.map(({ params }) => [params['MessageGroupId'], params['MessageDeduplicationId']]),
    ).toEqual([
      ['g', expect.stringMatching(/^[\da-f]{64}$/)],
      ['g', 'd'],
    ]);
  });

  it('take the same message once in five minutes', async () => {
    const first = await publish({ MessageGroupId: 'g' });
    await world.clock.advance(299_000);
    expect(await publish({ MessageGroupId: 'g' })).toBe(first);
    expect(world.bodies('q.fifo')).toHaveLength(1);
    await world.clock.advance(1_000);
    expect(await publish({ MessageGroupId: 'g' })).not.toBe(first);
    expect(world.bodies('q.fifo')).toHaveLength(2);
  });

  it('need a group, and an id unless the content is one', async () => {
    expect((await refusal(publish())).message).toBe(
      'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
    );
    await world.topics.setTopicAttributes({
      TopicArn,
      AttributeName: 'ContentBasedDeduplication',
      AttributeValue: 'false',
    });
    expect((await refusal(publish({ MessageGroupId: 'g' }))).message).toContain(
      'ContentBasedDeduplication enabled',
    );
  });
});

describe('deliveries that fail', () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn('dead') });

  it('go to the dead-letter queue at once where the queue is gone', async () => {
    world.fail('sqs.SendMessage', new AwsError('QueueDoesNotExist', 'gone'), 1);
    await subscribe('q', { RawMessageDelivery: 'true', RedrivePolicy });
    await publish();
    expect(world.bodies('dead')).toEqual(['sold']);
  });

  it('are tried again where it may pass', async () => {
    world.fail('sqs.SendMessage', new AwsError('ServiceUnavailable', 'down', 503), 5);
    await subscribe('q', { RedrivePolicy });
    await publish();
    await world.clock.advance(10_000);
    expect(world.bodies('q')).toHaveLength(6);
    expect(world.bodies('dead')).toEqual([]);
  });

  it('are dropped without a dead-letter queue, or where that fails too', async () => {
    world.fail('sqs.SendMessage', new AwsError('AccessDenied', 'no', 403));
    await subscribe('q');
    await subscribe('r', { RedrivePolicy });
    await publish();
    expect(world.made).toHaveLength(3);
  });

  it('are forgotten on reset', async () => {
    world.fail('sqs.SendMessage', new AwsError('ServiceUnavailable', 'down', 503));
    await subscribe('q');
    await publish();
    world.sns.reset();
    await world.clock.advance(60_000);
    expect(world.bodies('q')).toHaveLength(1);
  });

  it('come back at once, then within seconds, then every 20 seconds for weeks', () => {
    expect([1, 3, 4, 5, 15, 16, 100_015].map(delayBeforeRetry)).toEqual([
      0, 0, 1_000, 1_000, 20_000, 20_000, 20_000,
    ]);
    expect(delayBeforeRetry(10)).toBeGreaterThan(1_000);
    expect(delayBeforeRetry(100_016)).toBeUndefined();
  });
});
