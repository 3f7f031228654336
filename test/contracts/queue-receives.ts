import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, sendAll, type QueueService, type TestedQueue } from './queue-stage.ts';

export function describeReceives(open: () => Promise<QueueService>): void {
  describe('a receive', () => {
    let service: QueueService;
    let queue: TestedQueue;
    beforeAll(async () => {
      service = await open();
    });
    afterAll(() => service.close());
    const fresh = async (attributes?: Record<string, string>) => {
      queue = await newQueue(service.client, attributes);
      return queue;
    };
    const hideFor = (message: Message | undefined, VisibilityTimeout: number) =>
      service.client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.url,
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout,
        }),
      );

    it('hides what it gave from the next', async () => {
      await fresh();
      await queue.send('once');
      expect(await queue.bodies()).toEqual(['once']);
      expect(await queue.bodies()).toEqual([]);
      expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('1');
    });

    it('gives one message where it does not say how many, and at most as many as it says', async () => {
      await fresh();
      await sendAll(service.client, queue.url, ['a', 'b', 'c', 'd']);
      expect(await queue.receive({ MaxNumberOfMessages: undefined })).toHaveLength(1);
      expect(await queue.receive({ MaxNumberOfMessages: 2 })).toHaveLength(2);
    });

    it('gives a message again, with a new receipt, when it was made visible at once', async () => {
      await fresh();
      await queue.send('again');
      const [first] = await queue.receive();
      await hideFor(first, 0);
      const [second] = await queue.receive();
      expect(second?.MessageId).toBe(first?.MessageId);
      expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
      expect([first, second].map((one) => one?.Attributes?.ApproximateReceiveCount)).toEqual(['1', '2']);
    });

    it('may leave the message visible', async () => {
      await fresh();
      await queue.send('still there');
      await queue.receive({ VisibilityTimeout: 0 });
      expect(await queue.bodies()).toEqual(['still there']);
    });

    it('tells who sent a message, when, and how often it was received', async () => {
      await fresh();
      await queue.send('told');
      const [message] = await queue.receive();
      expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
      expect(message?.Attributes?.SenderId).toMatch(/./);
      expect(message?.Attributes?.SentTimestamp).toMatch(/^\d{13}$/);
      expect(message?.Attributes?.ApproximateFirstReceiveTimestamp).toMatch(/^\d{13}$/);
    });

    it('tells the system attributes asked for, under the new name and the old', async () => {
      await fresh();
      await queue.send('picked');
      const names = async (more: Partial<ReceiveMessageCommandInput>) => {
        const [message] = await queue.receive({ VisibilityTimeout: 0, ...more });
        return Object.keys(message?.Attributes ?? {});
      };
      expect(await names({ MessageSystemAttributeNames: ['SentTimestamp'] })).toEqual(['SentTimestamp']);
      const byTheOldName: object = { MessageSystemAttributeNames: undefined, AttributeNames: ['SenderId'] };
      expect(await names(byTheOldName)).toEqual(['SenderId']);
      expect(await names({ MessageSystemAttributeNames: undefined })).toEqual([]);
    });

    it.each<[string, Partial<ReceiveMessageCommandInput>]>([
      ['no messages', { MaxNumberOfMessages: 0 }],
      ['eleven messages', { MaxNumberOfMessages: 11 }],
      ['a wait of 21 seconds', { WaitTimeSeconds: 21 }],
      ['a visibility timeout over 12 hours', { VisibilityTimeout: 43_201 }],
    ])('is refused for %s', async (_what, wish) => {
      await fresh();
      expect(await errorOf(queue.receive(wish))).toMatch(/InvalidParameterValue|ReadCountOutOfRange/);
    });

    it('ends in a delete', async () => {
      await fresh();
      await queue.send('done');
      const [message] = await queue.receive({ VisibilityTimeout: 0 });
      await queue.delete(message);
      await queue.delete(message);
      expect(await queue.bodies()).toEqual([]);
      expect(await queue.attribute('ApproximateNumberOfMessages')).toBe('0');
    });

    it('makes older receipts powerless: a delete with one succeeds and deletes nothing', async () => {
      await fresh();
      await queue.send('kept');
      const [old] = await queue.receive();
      await hideFor(old, 0);
      const [current] = await queue.receive();
      await queue.delete(old);
      expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('1');
      await queue.delete(current);
      expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('0');
    });

    it('knows a receipt that it never gave', async () => {
      await fresh();
      const call = new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: 'garbage' });
      expect(await errorOf(service.client.send(call))).toBe('ReceiptHandleIsInvalid');
    });

    it('can be prolonged up to 12 hours, while the message is in flight', async () => {
      await fresh();
      await queue.send('long');
      const [message] = await queue.receive();
      expect(await errorOf(hideFor(message, 43_201))).toMatch(/InvalidParameterValue/);
      expect(await errorOf(hideFor(message, 43_000))).toBe('no error');
      await hideFor(message, 0);
      expect(await errorOf(hideFor(message, 10))).toBe('MessageNotInflight');
      await queue.delete(message);
      expect(await errorOf(hideFor(message, 10))).toMatch(/InvalidParameterValue|MessageNotInflight/);
    });

    it('that waits is woken by a send', async () => {
      await fresh();
      const waiting = queue.bodies({ WaitTimeSeconds: 20 });
      await queue.attribute('QueueArn');
      await queue.send('wake up');
      expect(await waiting).toEqual(['wake up']);
    });

    it('that waits is woken by a message that is given back', async () => {
      await fresh();
      await queue.send('back');
      const [message] = await queue.receive();
      const waiting = queue.bodies({ WaitTimeSeconds: 20 });
      await queue.attribute('QueueArn');
      await hideFor(message, 0);
      expect(await waiting).toEqual(['back']);
    });

    it('that waited in vain takes nothing later', async () => {
      await fresh();
      expect(await queue.bodies({ WaitTimeSeconds: 1 })).toEqual([]);
      await sendAll(service.client, queue.url, ['a', 'b', 'c']);
      const got = await queue.receive();
      expect(got.map(({ Body }) => Body).sort()).toEqual(['a', 'b', 'c']);
      expect(got.map(({ Attributes }) => Attributes?.ApproximateReceiveCount)).toEqual(['1', '1', '1']);
    });

    it('gives each message to one of many who ask at once', async () => {
      await fresh();
      const bodies = Array.from({ length: 100 }, (_, at) => String(at));
      await sendAll(service.client, queue.url, bodies);
      const got = await Promise.all(Array.from({ length: 20 }, () => queue.bodies()));
      const all = got.flat();
      expect(new Set(all).size).toBe(all.length);
      expect(all).toHaveLength(100);
    });
  });
}
