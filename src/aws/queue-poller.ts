import { ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageHandler, Outcome } from '../events/index.ts';
import { delayBefore, messageOf, type Logger } from '../platform/index.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { createAcks } from './queue-acks.ts';
import { createLeases } from './queue-leases.ts';
import { sleep } from './sleep.ts';

/** Most messages a receive gives. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const batch = 10;
/** Longest long poll, s: an idle queue costs three calls a minute and poller. */
const waitSeconds = 20;
/** Two, so that one fetches while the other's messages are worked on. */
const pollers = 2;
/** Messages worked on at the same time; the queue keeps the rest. */
const mostInFlight = 100;
/** A receive that finds messages answers at once. */
const lastReceiveMs = 1_000;
/** After a failed receive. */
const receiveBackoff = { firstMs: 500, factor: 2, atMostMs: 30_000 };
/** Between two looks whether messages may be taken again. */
const lookAgainMs = 1_000;
/** After work that failed: by receive count. */
const workBackoff = { firstMs: 2_000, factor: 2, atMostMs: 300_000 };

/** What happened to messages, for metrics. */
export type QueueCount = 'received' | Outcome['kind'] | 'failed' | 'deleted';

export interface QueuePoller {
  start(): void;
  /** Takes no more messages, waits for those in work, deletes what is done and gives the rest back. */
  stop(): Promise<void>;
}

/**
 * Polls one queue: fetching, working and deleting go on side by side, so that one slow message holds up nothing.
 * A message is deleted only when its work is recorded; whatever goes wrong before that, it comes again.
 */
export function createQueuePoller(options: {
  client: SQSClient;
  queueUrl: string;
  handle: MessageHandler;
  deadLetters: DeadLetterQueue;
  count: (what: QueueCount, howMany: number) => void;
  /** Whether messages can be worked on at all; what is not taken is not counted as received in vain. Default: always. */
  mayTake?: () => boolean;
  log: Logger;
  /** How long `stop` waits for work before it gives the messages back, ms. */
  drainMs?: number;
  /** How long `stop` waits for a receive that is under way, ms. Default 1,000: one that finds messages answers at once. */
  lastReceiveMs?: number;
}): QueuePoller {
  const { client, queueUrl, handle, deadLetters, count, mayTake = () => true } = options;
  const log = options.log.child({ queue: queueUrl.split('/').at(-1) });
  const receiving = new AbortController();
  let stopping = false;
  const acks = createAcks({
    client,
    queueUrl,
    log,
    onDeleted: (howMany) => {
      count('deleted', howMany);
    },
  });
  const leases = createLeases({ client, queueUrl, log });
  const working = new Set<Promise<void>>();
  const loops: Promise<void>[] = [];

  const settle = async (message: Message, outcome: Outcome): Promise<void> => {
    count(outcome.kind, 1);
    switch (outcome.kind) {
      case 'done':
        await acks.add(message);
        return;
      case 'again':
        await leases.giveBack(message, outcome.afterSeconds);
        return;
      case 'rejected': {
        log.warn({ messageId: message.MessageId, because: outcome.because }, 'message rejected');
        const taken = await deadLetters.put(message.Body ?? '', outcome.because).then(
          () => true,
          (error: unknown) => {
            log.error(
              { messageId: message.MessageId, because: messageOf(error) },
              'message not dead-lettered',
            );
            return false;
          },
        );
        // Where nobody takes it, it stays: the queue's own redrive policy has the last word.
        if (taken) await acks.add(message);
        else await leases.giveBack(message, backOffSeconds(message));
      }
    }
  };

  const work = async (message: Message): Promise<void> => {
    const lease = leases.take(message);
    let outcome: Outcome;
    try {
      outcome = await handle(
        {
          id: message.MessageId ?? '',
          queueUrl,
          body: message.Body ?? '',
          receiveCount: receiveCount(message),
          ...sentAt(message),
        },
        lease.signal,
      );
    } catch (error) {
      count('failed', 1);
      log.error({ messageId: message.MessageId, err: error }, 'message not worked on yet');
      outcome = { kind: 'again', afterSeconds: backOffSeconds(message), because: messageOf(error) };
    } finally {
      lease.end();
    }
    // Given back already: whoever receives it next answers for it.
    if (!lease.signal.aborted) await settle(message, outcome);
  };

  const isStopping = () => stopping;
  const begin = (message: Message) => {
    const task = work(message).finally(() => working.delete(task));
    working.add(task);
  };

  const loop = async () => {
    let failures = 0;
    while (!isStopping()) {
      if (!mayTake()) {
        await sleep(lookAgainMs, receiving.signal);
        continue;
      }
      // A whole batch must fit: half-empty receives cost as much as full ones.
      while (working.size > mostInFlight - batch) await Promise.race(working);
      try {
        const { Messages: messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: batch,
            WaitTimeSeconds: waitSeconds,
            VisibilityTimeout: leases.seconds,
            MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
          }),
          { abortSignal: receiving.signal },
        );
        failures = 0;
        if (messages.length > 0) count('received', messages.length);
        if (isStopping()) await Promise.all(messages.map((message) => leases.giveBack(message, 0)));
        else for (const message of messages) begin(message);
      } catch (error) {
        if (isStopping()) return;
        failures += 1;
        log.warn({ because: messageOf(error), failures }, 'queue not readable, tried again');
        await sleep(delayBefore(failures, receiveBackoff), receiving.signal);
      }
    }
  };

  return {
    start() {
      for (let n = 0; n < pollers; n += 1) loops.push(loop());
    },
    async stop() {
      stopping = true;
      // A receive that is cut takes its messages along: hidden from everybody until their time is up.
      await Promise.race([Promise.all(loops), sleep(options.lastReceiveMs ?? lastReceiveMs)]);
      receiving.abort();
      await Promise.all(loops);
      const patience = sleep(options.drainMs ?? 20_000);
      await Promise.race([Promise.all(working), patience.then(() => leases.giveBackAll())]);
      await acks.flush();
      leases.stop();
    },
  };
}

function receiveCount({ Attributes: attributes }: Message): number {
  return Number(attributes?.ApproximateReceiveCount ?? 1);
}

function sentAt({ Attributes: attributes }: Message): { sentAt?: number } {
  return attributes?.SentTimestamp === undefined ? {} : { sentAt: Number(attributes.SentTimestamp) };
}

function backOffSeconds(message: Message): number {
  return Math.ceil(delayBefore(receiveCount(message), workBackoff) / 1000);
}
