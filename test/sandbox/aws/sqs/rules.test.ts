import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, type TestedQueue } from '../../../contracts/queue-stage.ts';
import { openAccount, type Account } from './account.ts';

/** Rules of the service that stand-ins of others do not keep, or tell in other words. */
describe('rules of SQS', () => {
  let account: Account;
  let queue: TestedQueue;
  beforeAll(async () => {
    account = await openAccount();
  });
  beforeEach(async () => {
    queue = await newQueue(account.client);
  });
  afterAll(() => account.close());
  const set = (Attributes: Record<string, string>, url = queue.url) =>
    errorOf(account.client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes })));
  const redriveTo = (deadLetterTargetArn: string, maxReceiveCount: number | string = 1) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });

  it('take a group of a message in a standard queue, but no deduplication id', async () => {
    await queue.send('fair', { MessageGroupId: 'tenant' });
    await queue.send('fair too', { MessageGroupId: 'tenant' });
    const got = await queue.receive();
    expect(got.map(({ Attributes }) => Attributes?.MessageGroupId)).toEqual(['tenant', 'tenant']);
    expect(await errorOf(queue.send('x', { MessageDeduplicationId: 'd' }))).toBe('InvalidParameterValue');
  });

  it('take ids of 1 to 128 letters, digits and marks', async () => {
    const fifo = await newQueue(account.client, { FifoQueue: 'true' });
    const send = (MessageGroupId: string, MessageDeduplicationId: string) =>
      errorOf(fifo.send('x', { MessageGroupId, MessageDeduplicationId }));
    expect(await send('a'.repeat(128), 'a-Z!"#$%&\'()*+,./:;<=>?@[\\]^_`{|}~')).toBe('no error');
    expect(await send('a'.repeat(129), 'a')).toBe('InvalidParameterValue');
    expect(await send('a', 'with space')).toBe('InvalidParameterValue');
    expect(await send('', 'a')).toBe('InvalidParameterValue');
  });

  it('know the attributes that can be asked for', async () => {
    const get = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['Colour' as 'All'] });
    expect(await errorOf(account.client.send(get))).toBe('InvalidAttributeName');
    const none = new GetQueueAttributesCommand({ QueueUrl: queue.url });
    expect((await account.client.send(none)).Attributes).toBeUndefined();
    const receive = { QueueUrl: queue.url, MessageSystemAttributeNames: ['Colour' as 'All'] };
    expect(await errorOf(account.client.send(new ReceiveMessageCommand(receive)))).toBe(
      'InvalidAttributeName',
    );
  });

  it('take a policy away that is set to nothing', async () => {
    const dead = await newQueue(account.client);
    await set(redriveTo(dead.arn, '3'));
    expect(await queue.attribute('RedrivePolicy')).toContain('"maxReceiveCount":3');
    await set({ RedrivePolicy: '' });
    expect(await queue.attribute('RedrivePolicy')).toBeUndefined();
    expect(await set({ VisibilityTimeout: '' })).toBe('InvalidAttributeValue');
    expect(await set({})).toBe('MissingParameter');
  });

  it('tell a FIFO queue from the start', async () => {
    const fifo = await newQueue(account.client, { FifoQueue: 'true' });
    expect(await set({ FifoQueue: 'true' }, fifo.url)).toBe('InvalidAttributeName');
    expect(await set({ ContentBasedDeduplication: 'true' }, fifo.url)).toBe('no error');
    expect(await set({ FifoThroughputLimit: 'perMessageGroupId' }, fifo.url)).toBe('InvalidAttributeValue');
    expect(
      await set({ FifoThroughputLimit: 'perMessageGroupId', DeduplicationScope: 'messageGroup' }, fifo.url),
    ).toBe('no error');
    const plain = new CreateQueueCommand({ QueueName: 'plain', Attributes: { FifoQueue: 'false' } });
    expect(await errorOf(account.client.send(plain))).toBe('InvalidAttributeName');
  });

  it.each([
    ['everybody', { redrivePermission: 'allowAll' }, 'no error'],
    ['nobody', { redrivePermission: 'denyAll' }, 'InvalidParameterValue'],
    [
      'others',
      { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:us-east-1:000000000000:other'] },
      'InvalidParameterValue',
    ],
  ])('let a dead-letter queue take from %s', async (_who, policy, outcome) => {
    const dead = await newQueue(account.client, { RedriveAllowPolicy: JSON.stringify(policy) });
    expect(await set(redriveTo(dead.arn))).toBe(outcome);
  });

  it('let a dead-letter queue take from those it names', async () => {
    const sourceQueueArns = [queue.arn];
    const RedriveAllowPolicy = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns });
    const dead = await newQueue(account.client, { RedriveAllowPolicy });
    expect(await set(redriveTo(dead.arn))).toBe('no error');
  });

  it.each([
    ['no permission', {}],
    ['a permission that there is not', { redrivePermission: 'some' }],
    ['names and no need of them', { redrivePermission: 'allowAll', sourceQueueArns: ['arn'] }],
    ['no names and a need of them', { redrivePermission: 'byQueue' }],
  ])('refuse a redrive allow policy with %s', async (_what, policy) => {
    expect(await set({ RedriveAllowPolicy: JSON.stringify(policy) })).toBe('InvalidParameterValue');
  });

  it('keep a message that would be given up into its own queue', async () => {
    await set(redriveTo(queue.arn));
    await queue.send('round and round');
    await queue.receive({ VisibilityTimeout: 0 });
    expect(await queue.bodies()).toEqual(['round and round']);
  });

  it('move between queues of one kind, and to another queue', async () => {
    const fifo = await newQueue(account.client, { FifoQueue: 'true' });
    await newQueue(account.client, redriveTo(queue.arn));
    const move = (DestinationArn: string) =>
      errorOf(account.client.send(new StartMessageMoveTaskCommand({ SourceArn: queue.arn, DestinationArn })));
    expect(await move(fifo.arn)).toBe('InvalidParameterValue');
    expect(await move(queue.arn)).toBe('InvalidParameterValue');
    expect(await move(`${queue.arn}-missing`)).toBe('ResourceNotFoundException');
  });

  it('list from a token only with a page size', async () => {
    const list = account.client.send(new ListQueuesCommand({ NextToken: 'token' }));
    expect(await errorOf(list)).toBe('InvalidParameterValue');
    const large = account.client.send(new ListQueuesCommand({ MaxResults: 1_001 }));
    expect(await errorOf(large)).toBe('InvalidParameterValue');
  });

  it('keep up to 50 tags of decent size', async () => {
    const tag = (Tags: Record<string, string>) =>
      errorOf(account.client.send(new TagQueueCommand({ QueueUrl: queue.url, Tags })));
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`t${String(at)}`, 'x']));
    expect(await tag(many)).toBe('no error');
    expect(await tag({ another: 'x' })).toBe('InvalidParameterValue');
    expect(await tag({ t0: 'changed' })).toBe('no error');
    expect(await tag({ t0: 'x'.repeat(257) })).toBe('InvalidParameterValue');
    expect(await tag({ 'aws:t': 'x' })).toBe('InvalidParameterValue');
    expect(await tag({})).toBe('MissingParameter');
    const untag = new UntagQueueCommand({ QueueUrl: queue.url, TagKeys: [] });
    expect(await errorOf(account.client.send(untag))).toBe('InvalidParameterValue');
    const { Tags } = await account.client.send(new ListQueueTagsCommand({ QueueUrl: queue.url }));
    expect(Tags?.['t0']).toBe('changed');
    const made = new CreateQueueCommand({ QueueName: 'never', tags: { 'aws:t': 'x' } });
    expect(await errorOf(account.client.send(made))).toBe('InvalidParameterValue');
    const found = new ListQueuesCommand({ QueueNamePrefix: 'never' });
    expect((await account.client.send(found)).QueueUrls).toBeUndefined();
  });

  it('name permissions once, for up to 7 actions', async () => {
    const add = (Label: string, Actions: string[], AWSAccountIds = ['111111111111']) =>
      errorOf(
        account.client.send(new AddPermissionCommand({ QueueUrl: queue.url, Label, AWSAccountIds, Actions })),
      );
    expect(await add('one', ['SendMessage', 'ReceiveMessage'])).toBe('no error');
    expect(await add('one', ['SendMessage'])).toBe('InvalidParameterValue');
    expect(await add('two words', ['SendMessage'])).toBe('InvalidParameterValue');
    expect(await add('many', Array<string>(8).fill('SendMessage'))).toBe('OverLimit');
    expect(await add('nobody', ['SendMessage'], [])).toBe('MissingParameter');
    const remove = new RemovePermissionCommand({ QueueUrl: queue.url, Label: 'unknown' });
    expect(await errorOf(account.client.send(remove))).toBe('InvalidParameterValue');
  });

  it('take a dead-letter queue of the same Region only', async () => {
    const dead = await newQueue(account.clientOf({ region: 'eu-west-1' }));
    expect(await set(redriveTo(dead.arn))).toBe('InvalidParameterValue');
  });

  it('deliver on where the dead-letter queue has been deleted', async () => {
    const dead = await newQueue(account.client);
    await set(redriveTo(dead.arn));
    await account.client.send(new DeleteQueueCommand({ QueueUrl: dead.url }));
    await queue.send('kept');
    await queue.receive({ VisibilityTimeout: 0 });
    expect(await queue.bodies()).toEqual(['kept']);
  });

  it('refuse lists in attributes and unknown system attributes', async () => {
    const send = (more: object) =>
      errorOf(
        account.client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'x', ...more })),
      );
    const list = { a: { DataType: 'String', StringValue: 'x', StringListValues: ['x'] } };
    expect(await send({ MessageAttributes: list })).toBe('UnsupportedOperation');
    const text = { DataType: 'String', StringValue: 'x' };
    expect(await send({ MessageSystemAttributes: { Other: text } })).toBe('InvalidParameterValue');
    const binary = { DataType: 'Binary', BinaryValue: Uint8Array.of(1) };
    expect(await send({ MessageSystemAttributes: { AWSTraceHeader: binary } })).toBe('InvalidParameterValue');
  });
});
