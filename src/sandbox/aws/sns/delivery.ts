import { messageOf, type Clock, type JsonObject, type Logger } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import { failureOf } from '../delivery-failure.ts';
import type { Colleagues } from '../service.ts';
import { passesFilter } from './filter.ts';
import type { Message } from './message.ts';
import { functionEvent, notification, textFor, type Published } from './notification.ts';
import { isRaw, redriveQueueOf, type Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

export interface Deliveries {
  /** Gives a message to every subscription that wants it. */
  send(topic: Topic, published: Published): void;
  settled(): Promise<void>;
  /** Forgets what waits for another try. */
  clear(): void;
}

/**
 * How long SNS waits before repeat number `retry` to a queue or function; undefined once it gives up.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function delayBeforeRetry(retry: number): number | undefined {
  if (retry <= 3) return 0;
  if (retry <= 5) return 1_000;
  if (retry <= 15) return Math.min(Math.round(1_000 * 20 ** ((retry - 5) / 10)), 20_000);
  return retry <= 100_015 ? 20_000 : undefined;
}

export function createDeliveries(needs: { colleagues: Colleagues; clock: Clock; log: Logger }): Deliveries {
  const { colleagues, clock, log } = needs;
  const working = new Set<Promise<void>>();
  let era = 0;

  const toQueue = (arn: string, published: Published, to: Subscription) => {
    const [, , , region = '', account = '', name = ''] = arn.split(':');
    return colleagues.call(
      'sqs',
      'SendMessage',
      { QueueUrl: `http://queue/${account}/${name}`, ...queueMessage(published, to, name) },
      callerFor('sqs', region, account, published),
    );
  };

  const give = (published: Published, to: Subscription): Promise<JsonObject> => {
    if (to.protocol === 'sqs') return toQueue(to.endpoint, published, to);
    const [, , , region = '', account = ''] = to.endpoint.split(':');
    return colleagues.call(
      'lambda',
      'Invoke',
      {
        FunctionName: to.endpoint,
        InvocationType: 'Event',
        Payload: JSON.stringify(functionEvent(published, to)),
      },
      callerFor('lambda', region, account, published),
    );
  };

  const attempt = async (published: Published, to: Subscription, retries: number): Promise<void> => {
    try {
      await give(published, to);
    } catch (error) {
      const failure = failureOf(error);
      const delayMs = failure.passing ? delayBeforeRetry(retries + 1) : undefined;
      if (delayMs === undefined) {
        await bury(published, to, failure.message);
        return;
      }
      const begun = era;
      clock.after(delayMs, () => (begun === era ? track(attempt(published, to, retries + 1)) : undefined));
    }
  };

  const bury = async (published: Published, to: Subscription, because: string): Promise<void> => {
    const queue = redriveQueueOf(to);
    log.warn({ subscription: to.arn, because, deadLetterQueue: queue }, 'notification not delivered');
    if (queue === undefined) return;
    await toQueue(queue, published, to).catch((error: unknown) => {
      log.warn({ queue, because: messageOf(error) }, 'dead-letter queue refused a notification');
    });
  };

  const track = (work: Promise<void>): Promise<void> => {
    working.add(work);
    void work.finally(() => working.delete(work));
    return work;
  };

  return {
    send(topic, published) {
      for (const to of topic.subscriptions.values()) {
        if (to.pending) continue;
        const scope = to.attributes.get('FilterPolicyScope');
        if (to.filter && !passesFilter(to.filter, scope, published.message)) continue;
        void track(Promise.resolve().then(() => attempt(published, to, 0)));
      }
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    clear() {
      era += 1;
    },
  };
}

function queueMessage(published: Published, to: Subscription, queue: string): JsonObject {
  const { groupId, deduplicationId } = published.message;
  const raw = isRaw(to);
  return {
    MessageBody: raw ? textFor(published, to) : JSON.stringify(notification(published, to)),
    ...(raw && { MessageAttributes: queueAttributes(published.message) }),
    ...(groupId !== undefined && queue.endsWith('.fifo') && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined &&
      queue.endsWith('.fifo') && { MessageDeduplicationId: deduplicationId }),
  };
}

function queueAttributes({ attributes }: Message): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, text, binary }]) => [
      name,
      { DataType: type, ...(text === undefined ? { BinaryValue: binary ?? '' } : { StringValue: text }) },
    ]),
  );
}

/** SNS as a caller in the Region and account of what it calls, for the topic. */
function callerFor(service: string, region: string, account: string, { topic }: Published): Caller {
  return { accessKeyId: 'sns.amazonaws.com', region, service, account, arn: topic.arn };
}
