import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { messageOf, type Logger } from '../platform/index.ts';

/** How long a received message is hidden from others, s. */
const leaseSeconds = 60;
/** How often messages still in work are hidden anew: well before their time is up, ms. */
const renewEveryMs = 25_000;
/** A message may be worked on for so long, ms; then it is given up and comes again. */
const longestWorkMs = 300_000;
/** The longest visibility that SQS takes, s: 12 hours. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
const longestSeconds = 43_200;
const batch = 10;

export interface Lease {
  /** Aborted when the message was given up: its work no longer counts. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Keeps messages in work hidden from other receivers, one timer for all. */
export interface Leases {
  /** Visibility to ask for at a receive. */
  readonly seconds: number;
  take(message: Message): Lease;
  /** Shows the message to everybody again after so many seconds. Never fails: its time runs out anyway. */
  giveBack(message: Message, afterSeconds: number): Promise<void>;
  /** Gives up whatever is still in work. */
  giveBackAll(): Promise<void>;
  stop(): void;
}

export function createLeases(options: { client: SQSClient; queueUrl: string; log: Logger }): Leases {
  const { client, queueUrl, log } = options;
  const held = new Map<Message, { readonly since: number; readonly given: AbortController }>();

  const hide = async (messages: readonly Message[]) => {
    const { Failed: failed = [] } = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.map(({ ReceiptHandle: handle }, index) => ({
          Id: String(index),
          ReceiptHandle: handle,
          VisibilityTimeout: leaseSeconds,
        })),
      }),
    );
    if (failed.length > 0) log.warn({ messages: failed.length }, 'messages may come again while in work');
  };

  const renew = async () => {
    const now = performance.now();
    const keep: Message[] = [];
    for (const [message, { since, given }] of held) {
      if (now - since < renewEveryMs / 2) continue;
      if (now - since < longestWorkMs) keep.push(message);
      else {
        log.error({ messageId: message.MessageId }, 'message given up: its work takes too long');
        given.abort();
      }
    }
    for (let at = 0; at < keep.length; at += batch) {
      await hide(keep.slice(at, at + batch)).catch((error: unknown) => {
        log.warn({ because: messageOf(error) }, 'messages in work not hidden anew');
      });
    }
  };
  const timer = setInterval(() => void renew(), renewEveryMs);
  timer.unref();

  const giveBack = async ({ ReceiptHandle: handle }: Message, afterSeconds: number) => {
    try {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: handle,
          VisibilityTimeout: Math.min(Math.max(Math.round(afterSeconds), 0), longestSeconds),
        }),
      );
    } catch (error) {
      log.warn({ because: messageOf(error) }, 'message not given back: it comes again when its time is up');
    }
  };

  return {
    seconds: leaseSeconds,
    take(message) {
      const given = new AbortController();
      held.set(message, { since: performance.now(), given });
      return { signal: given.signal, end: () => held.delete(message) };
    },
    giveBack,
    async giveBackAll() {
      const all = [...held];
      for (const [, { given }] of all) given.abort();
      await Promise.all(all.map(([message]) => giveBack(message, 0)));
    },
    stop() {
      clearInterval(timer);
    },
  };
}
