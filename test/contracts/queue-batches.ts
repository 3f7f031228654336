import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { errorOf, newQueue, sendAll, type QueueService, type TestedQueue } from './queue-stage.ts';

export function describeBatches(open: () => Promise<QueueService>): void {
  describe('a batch', () => {
    let service: QueueService;
    let queue: TestedQueue;
    beforeAll(async () => {
      service = await open();
    });
    beforeEach(async () => {
      queue = await newQueue(service.client);
    });
    afterAll(() => service.close());
    const send = (Entries: SendMessageBatchRequestEntry[]) =>
      service.client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
    const entry = (Id: string, MessageBody = 'body') => ({ Id, MessageBody });

    it('sends up to 10 messages, each answered under its id', async () => {
      const { Successful, Failed } = await send([entry('a', 'first'), entry('b', 'second')]);
      expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'b']);
      expect(Failed ?? []).toEqual([]);
      expect([...(await queue.bodies())].sort()).toEqual(['first', 'second']);
    });

    it('tells of each entry what is wrong with it, and sends the others', async () => {
      const { Successful, Failed } = await send([
        entry('good'),
        { ...entry('delayed'), DelaySeconds: 901 },
        { ...entry('typed'), MessageAttributes: { a: { DataType: 'Colour', StringValue: 'red' } } },
      ]);
      expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
      expect(Failed?.map(({ Id, SenderFault }) => [Id, SenderFault])).toEqual([
        ['delayed', true],
        ['typed', true],
      ]);
      expect(Failed?.[0]?.Code).toMatch(/InvalidParameterValue/);
    });

    it.each<[string, string, SendMessageBatchRequestEntry[]]>([
      ['nothing in it', 'EmptyBatchRequest', []],
      [
        'more than 10 entries',
        'TooManyEntriesInBatchRequest',
        Array.from({ length: 11 }, (_, at) => ({ Id: String(at), MessageBody: 'x' })),
      ],
      [
        'an id twice',
        'BatchEntryIdsNotDistinct',
        [
          { Id: 'a', MessageBody: 'x' },
          { Id: 'a', MessageBody: 'y' },
        ],
      ],
      ['an id with a space', 'InvalidBatchEntryId', [{ Id: 'a b', MessageBody: 'x' }]],
      ['an id of 81 characters', 'InvalidBatchEntryId', [{ Id: 'a'.repeat(81), MessageBody: 'x' }]],
    ])('is refused with %s', async (_what, error, entries) => {
      expect(await errorOf(send(entries))).toBe(error);
    });

    it('may hold 1 MiB in all', async () => {
      const half = 'x'.repeat(524_289);
      expect(await errorOf(send([entry('a', half), entry('b', half)]))).toBe('BatchRequestTooLong');
      const fits = await send([entry('a', half.slice(1)), entry('b', half.slice(1))]);
      expect(fits.Successful).toHaveLength(2);
    });

    it('deletes what it can', async () => {
      await sendAll(service.client, queue.url, ['a', 'b']);
      const got = await queue.receive();
      const { Successful, Failed } = await service.client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queue.url,
          Entries: [
            ...got.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle })),
            { Id: 'bad', ReceiptHandle: 'garbage' },
          ],
        }),
      );
      expect(Successful?.map(({ Id }) => Id)).toEqual(['0', '1']);
      expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
      expect(await queue.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('0');
    });

    it('changes the visibility of what it can', async () => {
      await sendAll(service.client, queue.url, ['a']);
      const [message] = await queue.receive();
      const handle = message?.ReceiptHandle;
      const { Successful, Failed } = await service.client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queue.url,
          Entries: [
            { Id: 'too-long', ReceiptHandle: handle, VisibilityTimeout: 43_201 },
            { Id: 'now', ReceiptHandle: handle, VisibilityTimeout: 0 },
          ],
        }),
      );
      expect(Successful?.map(({ Id }) => Id)).toEqual(['now']);
      expect(Failed?.map(({ Id }) => Id)).toEqual(['too-long']);
      expect(await queue.bodies()).toEqual(['a']);
    });
  });
}
