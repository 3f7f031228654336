import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { delayBefore, messageOf, type Logger } from '../platform/index.ts';
import { sleep } from './sleep.ts';

/** Most entries of a batch. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
const batch = 10;
/** How long a done message waits for company, ms: a delete a message would cost as much as its receive. */
const gatherMs = 50;
const retries = { firstMs: 100, factor: 3, atMostMs: 2_000 };
const mostTries = 4;

/** Deletes messages whose work is done, ten at a time. */
export interface Acks {
  /** Resolves when the message is deleted, or when deleting it was given up: then it comes again, and is passed by. */
  add(message: Message): Promise<void>;
  /** Resolves when nothing waits any more. */
  flush(): Promise<void>;
}

interface Waiting {
  readonly handle: string;
  readonly done: () => void;
}

export function createAcks(options: {
  client: SQSClient;
  queueUrl: string;
  log: Logger;
  onDeleted: (howMany: number) => void;
}): Acks {
  const { client, queueUrl, log } = options;
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  const sending = new Set<Promise<void>>();

  const remove = async (entries: readonly Waiting[]): Promise<readonly Waiting[]> => {
    try {
      const { Failed: failed = [] } = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: entries.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle })),
        }),
      );
      options.onDeleted(entries.length - failed.length);
      return failed.flatMap(({ Id: id }) => entries[Number(id)] ?? []);
    } catch (error) {
      log.warn({ because: messageOf(error) }, 'messages not deleted yet');
      return entries;
    }
  };

  const send = async (entries: readonly Waiting[]) => {
    let left = entries;
    for (let attempt = 1; left.length > 0 && attempt <= mostTries; attempt += 1) {
      if (attempt > 1) await sleep(delayBefore(attempt - 1, retries));
      left = await remove(left);
    }
    if (left.length > 0) log.error({ messages: left.length }, 'messages not deleted: they come again');
    for (const { done } of entries) done();
  };

  const flushOnce = () => {
    clearTimeout(timer);
    timer = undefined;
    for (let entries = waiting.splice(0, batch); entries.length > 0; entries = waiting.splice(0, batch)) {
      const task = send(entries).finally(() => sending.delete(task));
      sending.add(task);
    }
  };

  return {
    add: ({ ReceiptHandle: handle }) =>
      new Promise((resolve) => {
        waiting.push({ handle: handle ?? '', done: resolve });
        if (waiting.length >= batch) flushOnce();
        else timer ??= setTimeout(flushOnce, gatherMs);
      }),
    async flush() {
      flushOnce();
      await Promise.all(sending);
    },
  };
}
