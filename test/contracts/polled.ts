import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { createDeadLetterQueue } from '../../src/aws/dead-letter-queue.ts';
import { createQueuePoller, type QueuePoller } from '../../src/aws/queue-poller.ts';
import type { MessageHandler } from '../../src/events/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { until } from '../scenarios/stage.ts';
import { newQueue, sendAll, type QueueService, type TestedQueue } from './queue-stage.ts';

/** A queue service whose time can be moved, where it keeps its own; elsewhere a test waits. */
export interface PolledService extends QueueService {
  readonly clock?: { advance(ms: number): Promise<void> };
}

/** A queue with a dead-letter queue, and a poller to be started on it. */
export interface Polled {
  readonly service: PolledService;
  readonly queue: TestedQueue;
  readonly dead: TestedQueue;
  /** What the poller counted. */
  readonly counts: Record<string, number>;
  /** Another queue, without a dead-letter queue. */
  another(): Promise<TestedQueue>;
  start(handle: MessageHandler, options?: { queue?: TestedQueue; drainMs?: number }): QueuePoller;
  /** Messages whose bodies are the numbers from 0. */
  sendMany(howMany: number): Promise<void>;
  left(queue?: TestedQueue): Promise<{ visible: number; hidden: number }>;
  /** Waits until nothing is left. */
  empty(): Promise<unknown>;
  close(): Promise<void>;
}

export async function openPolled(service: PolledService): Promise<Polled> {
  const { client } = service;
  const { queue, dead } = await newRedrivenQueue(service);
  const counts: Record<string, number> = {};
  let poller: QueuePoller | undefined;
  const polled: Polled = {
    service,
    queue,
    dead,
    counts,
    another: () => newQueue(client),
    start(handle, { queue: { url: queueUrl } = queue, drainMs = 5_000 } = {}) {
      poller = createQueuePoller({
        client,
        queueUrl,
        handle,
        deadLetters: createDeadLetterQueue(client, queueUrl),
        count: (what, howMany) => (counts[what] = (counts[what] ?? 0) + howMany),
        log: silentLogger(),
        drainMs,
        lastReceiveMs: 100,
      });
      poller.start();
      return poller;
    },
    sendMany: (howMany) =>
      sendAll(
        client,
        queue.url,
        Array.from({ length: howMany }, (_, at) => String(at)),
      ),
    async left({ url: QueueUrl } = queue) {
      // One look: between two, a message may go from hidden to visible and be in neither.
      const { Attributes: attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return {
        visible: Number(attributes['ApproximateNumberOfMessages']),
        hidden: Number(attributes['ApproximateNumberOfMessagesNotVisible']),
      };
    },
    empty: () =>
      until(async () => {
        const { visible, hidden } = await polled.left();
        return visible + hidden === 0;
      }),
    async close() {
      await poller?.stop();
      await service.close();
    },
  };
  return polled;
}

/** A queue whose messages go to the other one after five receives. */
export async function newRedrivenQueue({
  client,
}: QueueService): Promise<{ queue: TestedQueue; dead: TestedQueue }> {
  const dead = await newQueue(client);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 });
  return { dead, queue: await newQueue(client, { VisibilityTimeout: '60', RedrivePolicy }) };
}
