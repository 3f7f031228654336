import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChangeMessageVisibilityCommand, SendMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { errorOf, newQueue, type QueueService, type TestedQueue } from './queue-stage.ts';

export function describeFifo(open: () => Promise<QueueService>): void {
  describe('a FIFO queue', () => {
    let service: QueueService;
    let queue: TestedQueue;
    beforeAll(async () => {
      service = await open();
    });
    beforeEach(async () => {
      queue = await newQueue(service.client, { FifoQueue: 'true' });
    });
    afterAll(() => service.close());
    const send = (body: string, MessageGroupId: string, MessageDeduplicationId = body) =>
      service.client.send(
        new SendMessageCommand({
          QueueUrl: queue.url,
          MessageBody: body,
          MessageGroupId,
          MessageDeduplicationId,
        }),
      );
    const release = (message: Message | undefined) =>
      service.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );

    it('gives the messages of a group in the order in which they were sent', async () => {
      for (const body of ['1', '2', '3', '4', '5']) await send(body, 'g');
      expect(await queue.bodies()).toEqual(['1', '2', '3', '4', '5']);
    });

    it('holds a group back while one of it is in flight, and no other group', async () => {
      await send('a1', 'a');
      await send('a2', 'a');
      await send('b1', 'b');
      const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
      expect(first?.Body).toBe('a1');
      expect(await queue.bodies()).toEqual(['b1']);
      expect(await queue.bodies()).toEqual([]);
      await queue.delete(first);
      expect(await queue.bodies()).toEqual(['a2']);
    });

    it('gives a message that came back before those behind it', async () => {
      await send('1', 'g');
      await send('2', 'g');
      const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
      await release(first);
      expect(await queue.bodies()).toEqual(['1', '2']);
    });

    it('holds the group back until the last of several in flight is done', async () => {
      for (const body of ['1', '2', '3']) await send(body, 'g');
      const [first, second] = await queue.receive({ MaxNumberOfMessages: 2 });
      await queue.delete(first);
      expect(await queue.bodies()).toEqual([]);
      await queue.delete(second);
      expect(await queue.bodies()).toEqual(['3']);
    });

    it('wakes a waiting receive when a group is free again', async () => {
      await send('1', 'g');
      await send('2', 'g');
      const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
      const waiting = queue.bodies({ WaitTimeSeconds: 20 });
      await queue.attribute('QueueArn');
      await queue.delete(first);
      expect(await waiting).toEqual(['2']);
    });

    it('takes a message once: the same id again is answered as the first was', async () => {
      const first = await send('original', 'g', 'same');
      const second = await send('copy', 'g', 'same');
      expect(second.MessageId).toBe(first.MessageId);
      expect(second.SequenceNumber).toBe(first.SequenceNumber);
      const [message] = await queue.receive();
      await queue.delete(message);
      await send('copy', 'g', 'same');
      expect(await queue.bodies()).toEqual([]);
    });

    it('tells duplicates by their content where it was told to', async () => {
      queue = await newQueue(service.client, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
      for (const body of ['same', 'same', 'other']) await queue.send(body, { MessageGroupId: 'g' });
      expect(await queue.bodies()).toEqual(['same', 'other']);
    });

    it('tells duplicates group by group where it was told to', async () => {
      queue = await newQueue(service.client, { FifoQueue: 'true', DeduplicationScope: 'messageGroup' });
      await send('one', 'a', 'same');
      await send('two', 'b', 'same');
      expect([...(await queue.bodies())].sort()).toEqual(['one', 'two']);
    });

    it('gives every message a sequence number that grows', async () => {
      const numbers: bigint[] = [];
      for (const body of ['1', '2', '3']) numbers.push(BigInt((await send(body, 'g')).SequenceNumber ?? '0'));
      expect([...numbers].sort((a, b) => (a < b ? -1 : 1))).toEqual(numbers);
      expect(new Set(numbers).size).toBe(3);
      const got = await queue.receive();
      expect(got.map(({ Attributes }) => BigInt(Attributes?.SequenceNumber ?? '0'))).toEqual(numbers);
      expect(got[0]?.Attributes).toMatchObject({ MessageGroupId: 'g', MessageDeduplicationId: '1' });
    });

    it('takes nothing without a group, without an id, or with a delay of its own', async () => {
      const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
      expect(await errorOf(queue.send('x', { MessageDeduplicationId: 'd' }))).not.toBe('no error');
      expect(await errorOf(queue.send('x', { MessageGroupId: 'g' }))).toMatch(/InvalidParameterValue/);
      expect(await errorOf(queue.send('x', { ...ids, DelaySeconds: 5 }))).toMatch(/InvalidParameterValue/);
      expect(await errorOf(queue.send('x', ids))).toBe('no error');
    });

    it('sends its dead letters to a FIFO queue only', async () => {
      const standard = await newQueue(service.client);
      const redrive = (deadLetterTargetArn: string) =>
        newQueue(service.client, {
          FifoQueue: 'true',
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
        });
      expect(await errorOf(redrive(standard.arn))).toMatch(/InvalidParameterValue/);
      const source = await redrive(queue.arn);
      const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
      await source.send('first', ids);
      await source.send('second', { ...ids, MessageDeduplicationId: 'e' });
      await source.receive({ VisibilityTimeout: 0, MaxNumberOfMessages: 1 });
      expect(await source.bodies()).toEqual(['second']);
      expect(await queue.bodies()).toEqual(['first']);
    });
  });
}
