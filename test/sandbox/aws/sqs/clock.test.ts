import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, sendAll, type TestedQueue } from '../../../contracts/queue-stage.ts';
import { monday, openAccount, type Account } from './account.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('queues follow the clock of the sandbox', () => {
  let account: Account;
  let queue: TestedQueue;
  beforeEach(async () => {
    account = await openAccount();
    queue = await newQueue(account.client);
  });
  afterEach(() => account.close());
  const hideFor = (message: Message | undefined, VisibilityTimeout: number) =>
    account.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue.url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      }),
    );
  const fifo = (body: string, id: string) =>
    queue.send(body, { MessageGroupId: 'g', MessageDeduplicationId: id });

  it('hides a received message until its visibility timeout has passed, to the millisecond', async () => {
    await queue.send('hidden');
    await queue.receive();
    await account.clock.advance(29_999);
    expect(await queue.bodies()).toEqual([]);
    await account.clock.advance(1);
    expect(await queue.bodies()).toEqual(['hidden']);
  });

  it('wakes a waiting receive by a message that becomes visible as the clock moves', async () => {
    await queue.send('hidden');
    await queue.receive();
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.attribute('QueueArn');
    await account.clock.advance(30_000);
    expect(await waiting).toEqual(['hidden']);
  });

  it('wakes a waiting receive by a message whose delay ends', async () => {
    await queue.send('delayed', { DelaySeconds: 600 });
    const waiting = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.attribute('QueueArn');
    await account.clock.advance(10 * minute);
    expect(await waiting).toEqual(['delayed']);
  });

  it('serves two waiting receives in the order in which messages become visible', async () => {
    await queue.send('second', { DelaySeconds: 20 });
    await queue.send('first', { DelaySeconds: 10 });
    const one = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.attribute('QueueArn');
    const two = queue.bodies({ WaitTimeSeconds: 20 });
    await queue.attribute('QueueArn');
    await account.clock.advance(minute);
    expect([await one, await two]).toEqual([['first'], ['second']]);
  });

  it('counts 12 hours of visibility from the receive, however often it was prolonged', async () => {
    await queue.send('long');
    const [message] = await queue.receive({ VisibilityTimeout: 43_200 });
    await account.clock.advance(11 * hour);
    expect(await errorOf(hideFor(message, 3_600))).toBe('no error');
    expect(await errorOf(hideFor(message, 3_601))).toMatch(/InvalidParameterValue/);
    await account.clock.advance(hour);
    expect(await queue.bodies()).toEqual(['long']);
  });

  it('tells when a message was first received, and not when last', async () => {
    await queue.send('told');
    await account.clock.advance(minute);
    await queue.receive();
    await account.clock.advance(minute);
    const [message] = await queue.receive();
    expect(message?.Attributes).toMatchObject({
      SentTimestamp: String(monday),
      ApproximateFirstReceiveTimestamp: String(monday + minute),
      ApproximateReceiveCount: '2',
    });
  });

  it('drops messages after four days, or as the queue says, in flight or not', async () => {
    await sendAll(account.client, queue.url, ['ready', 'in flight']);
    await queue.receive({ MaxNumberOfMessages: 1, VisibilityTimeout: 40_000 });
    await account.clock.advance(4 * day - 1);
    expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('2');
    await queue.receive({ MaxNumberOfMessages: 1 });
    await account.clock.advance(1);
    expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('0');
    expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('0');
    const short = await newQueue(account.client, { MessageRetentionPeriod: '60' });
    await short.send('brief');
    await account.clock.advance(minute);
    expect(await short.bodies()).toEqual([]);
  });

  it('counts the retention of a dead letter from its first send', async () => {
    const dead = await newQueue(account.client, { MessageRetentionPeriod: '120' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    queue = await newQueue(account.client, { RedrivePolicy });
    await queue.send('poison');
    await account.clock.advance(minute);
    await queue.receive({ VisibilityTimeout: 0 });
    await queue.receive();
    expect(await dead.attribute('ApproximateNumberOfMessages')).toBe('1');
    await account.clock.advance(minute);
    expect(await dead.attribute('ApproximateNumberOfMessages')).toBe('0');
  });

  it('goes on counting receives in the dead-letter queue', async () => {
    const dead = await newQueue(account.client);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
    queue = await newQueue(account.client, { RedrivePolicy });
    await queue.send('poison');
    for (let left = 3; left > 0; left -= 1) await queue.receive({ VisibilityTimeout: 0 });
    const [message] = await dead.receive();
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('3');
  });

  it('forgets a deduplication id after five minutes', async () => {
    queue = await newQueue(account.client, { FifoQueue: 'true' });
    await fifo('first', 'same');
    await account.clock.advance(5 * minute - 1);
    await fifo('still a copy', 'same');
    await account.clock.advance(1);
    await fifo('new', 'same');
    expect(await queue.bodies()).toEqual(['first', 'new']);
  });

  it('refuses a delete by a receipt that ran out, in a FIFO queue', async () => {
    queue = await newQueue(account.client, { FifoQueue: 'true' });
    await fifo('late', 'a');
    const [message] = await queue.receive();
    await account.clock.advance(30_000);
    expect(await errorOf(queue.delete(message))).toMatch(/InvalidParameterValue/);
    expect(await queue.bodies()).toEqual(['late']);
  });

  it('allows a delete by a receipt that ran out and was followed by none, in a standard queue', async () => {
    await queue.send('late');
    const [message] = await queue.receive();
    await account.clock.advance(30_000);
    await queue.delete(message);
    expect(await queue.bodies()).toEqual([]);
  });

  it('gives the messages of a receive again to the same attempt, and hides them anew', async () => {
    queue = await newQueue(account.client, { FifoQueue: 'true' });
    await fifo('once', 'a');
    const [first] = await queue.receive({ ReceiveRequestAttemptId: 'try' });
    await account.clock.advance(20_000);
    const [second] = await queue.receive({ ReceiveRequestAttemptId: 'try' });
    expect(second?.ReceiptHandle).toBe(first?.ReceiptHandle);
    expect(await queue.receive({ ReceiveRequestAttemptId: 'another' })).toEqual([]);
    await account.clock.advance(20_000);
    expect(await queue.receive()).toEqual([]);
    await account.clock.advance(10_000);
    expect(await queue.receive()).toHaveLength(1);
  });

  it('applies a new delay to what a FIFO queue already delays, which keeps its order', async () => {
    queue = await newQueue(account.client, { FifoQueue: 'true', DelaySeconds: '600' });
    await fifo('1', 'a');
    await account.client.send(
      new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { DelaySeconds: '10' } }),
    );
    await fifo('2', 'b');
    await account.clock.advance(10_000);
    expect(await queue.bodies()).toEqual(['1', '2']);
  });

  it('purges a queue once a minute', async () => {
    const purge = () => errorOf(account.client.send(new PurgeQueueCommand({ QueueUrl: queue.url })));
    expect(await purge()).toBe('no error');
    expect(await purge()).toBe('PurgeQueueInProgress');
    await account.clock.advance(minute);
    expect(await purge()).toBe('no error');
  });

  it('frees the name of a deleted queue after a minute', async () => {
    const create = () => account.client.send(new CreateQueueCommand({ QueueName: 'phoenix' }));
    const { QueueUrl } = await create();
    await account.client.send(new DeleteQueueCommand({ QueueUrl }));
    expect(await errorOf(create())).toBe('QueueDeletedRecently');
    await account.clock.advance(minute);
    expect(await errorOf(create())).toBe('no error');
  });

  describe('as do move tasks', () => {
    let dead: TestedQueue;
    beforeEach(async () => {
      dead = await newQueue(account.client);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
      queue = await newQueue(account.client, { RedrivePolicy });
      await sendAll(account.client, queue.url, ['a', 'b', 'c', 'd', 'e']);
      await queue.receive({ VisibilityTimeout: 0 });
      await queue.receive();
    });
    const start = (MaxNumberOfMessagesPerSecond?: number) =>
      account.client.send(
        new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond }),
      );
    const tasks = async () => {
      const list = new ListMessageMoveTasksCommand({ SourceArn: dead.arn, MaxResults: 10 });
      return (await account.client.send(list)).Results ?? [];
    };

    it('at the rate that was asked for', async () => {
      await start(2);
      await account.clock.advance(0);
      expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('2');
      expect(await tasks()).toMatchObject([
        { Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 5 },
      ]);
      await account.clock.advance(2_000);
      expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('5');
      expect(await tasks()).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 5 }]);
    });

    it('one at a time for a queue, until it is cancelled', async () => {
      const { TaskHandle } = await start(1);
      await account.clock.advance(0);
      expect(await errorOf(start(1))).toMatch(/InvalidParameterValue/);
      const cancelled = await account.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(1);
      await account.clock.advance(minute);
      expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('1');
      const again = account.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      expect(await errorOf(again)).toBe('UnsupportedOperation');
      await start();
      expect((await tasks()).map(({ Status }) => Status)).toEqual(['RUNNING', 'CANCELLED']);
    });

    it('as new messages, counted from nothing', async () => {
      await start();
      await account.clock.advance(0);
      const got = await queue.receive();
      expect(got.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(Array(5).fill('1'));
      expect(got[0]?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined();
    });

    it('failing, with the message kept, where there is nowhere to go', async () => {
      await dead.send('never was anywhere else');
      await start();
      await account.clock.advance(0);
      expect(await tasks()).toMatchObject([{ Status: 'FAILED', ApproximateNumberOfMessagesMoved: 5 }]);
      expect(await dead.bodies()).toEqual(['never was anywhere else']);
    });
  });
});
