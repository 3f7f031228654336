import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { createDeadLetterQueue } from '../../src/aws/dead-letter-queue.ts';
import { createQueuePoller, type QueuePoller } from '../../src/aws/queue-poller.ts';
import type { MessageHandler } from '../../src/events/index.ts';
import { createShiftableClock, silentLogger } from '../../src/platform/index.ts';
import { openAccount, type Account } from '../sandbox/aws/sqs/account.ts';
import { until } from '../scenarios/stage.ts';

const region = 'us-east-1';
let account: Account;
let queueUrl: string;
let deadUrl: string;
let poller: QueuePoller | undefined;
let counts: Record<string, number>;

beforeEach(async () => {
  account = await openAccount({ clock: createShiftableClock() });
  deadUrl = await account.queue('work-dlq');
  queueUrl = await account.queue('work', {
    VisibilityTimeout: '60',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${region}:000000000000:work-dlq`,
      maxReceiveCount: 5,
    }),
  });
  counts = {};
});
afterEach(async () => {
  await poller?.stop();
  poller = undefined;
  await account.close();
});

const start = (handle: MessageHandler, url = queueUrl, drainMs = 5_000) => {
  poller = createQueuePoller({
    client: account.client,
    queueUrl: url,
    handle,
    deadLetters: createDeadLetterQueue(account.client, url),
    count: (what, howMany) => (counts[what] = (counts[what] ?? 0) + howMany),
    log: silentLogger(),
    drainMs,
    lastReceiveMs: 100,
  });
  poller.start();
  return poller;
};
const send = (body: string, url = queueUrl) =>
  account.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
const sendMany = async (howMany: number) => {
  for (let at = 0; at < howMany; at += 10) {
    const Entries = Array.from({ length: 10 }, (_, n) => ({
      Id: `m${String(n)}`,
      MessageBody: String(at + n),
    }));
    await account.client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
};
const left = async (url = queueUrl) => {
  const { Attributes: attributes = {} } = await account.client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  return {
    visible: Number(attributes['ApproximateNumberOfMessages']),
    hidden: Number(attributes['ApproximateNumberOfMessagesNotVisible']),
  };
};
const empty = () => until(async () => (await left()).visible + (await left()).hidden === 0);
const done = () => Promise.resolve({ kind: 'done' as const });

describe('the queue poller', () => {
  it('deletes a message when its work is done, and not before', async () => {
    let finish: () => void = () => undefined;
    const working = new Promise<void>((resolve) => (finish = resolve));
    const bodies: string[] = [];
    start(async ({ body }) => {
      bodies.push(body);
      await working;
      return done();
    });
    await send('one');
    await until(() => Promise.resolve(bodies.length === 1));
    expect(await left()).toEqual({ visible: 0, hidden: 1 });
    finish();
    await empty();
    expect(bodies).toEqual(['one']);
    expect(counts).toMatchObject({ received: 1, done: 1, deleted: 1 });
  });

  it('gives a message whose work failed back, and takes it again later', async () => {
    const receives: number[] = [];
    start(({ receiveCount }) => {
      receives.push(receiveCount);
      return receiveCount === 1 ? Promise.reject(new Error('the store is full')) : done();
    });
    await send('one');
    await until(() => Promise.resolve(receives.length === 1 && counts['failed'] === 1));
    await account.clock.advance(10_000);
    await empty();
    expect(receives).toEqual([1, 2]);
  });

  it('sends what nobody can act on to the dead-letter queue with the reason, as it came', async () => {
    start(() => Promise.resolve({ kind: 'rejected', because: 'it is\u0007 not JSON' }));
    await send('{"odd": ');
    await empty();
    const { Messages: [letter] = [] } = await account.client.send(
      new ReceiveMessageCommand({ QueueUrl: deadUrl, MessageAttributeNames: ['All'] }),
    );
    expect(letter?.Body).toBe('{"odd": ');
    expect(letter?.MessageAttributes?.['signalbox-reason']?.StringValue).toBe('it is  not JSON');
    expect(counts).toMatchObject({ rejected: 1 });
  });

  it('keeps what nobody can act on where there is no dead-letter queue: nothing is lost', async () => {
    const alone = await account.queue('alone');
    start(() => Promise.resolve({ kind: 'rejected', because: 'no' }), alone);
    await send('kept', alone);
    await until(() => Promise.resolve(counts['rejected'] === 1));
    const { visible, hidden } = await left(alone);
    expect(visible + hidden).toBe(1);
  });

  it('is not held up by a message that takes for ever', async () => {
    const never = new Promise<never>(() => undefined);
    let finished = 0;
    start(
      async ({ body }) => {
        if (body === '0') await never;
        finished += 1;
        return done();
      },
      queueUrl,
      50,
    );
    await sendMany(40);
    await until(() => Promise.resolve(finished === 39));
    await until(async () => (await left()).hidden === 1);
  });

  it('works on about a hundred messages at the same time and no more', async () => {
    let now = 0;
    let most = 0;
    start(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
      return done();
    });
    await sendMany(400);
    await empty();
    expect(most).toBeLessThanOrEqual(110);
    expect(counts['done']).toBe(400);
  });

  it('needs about two requests for ten messages', async () => {
    await sendMany(500);
    let requests = 0;
    const count = account.client.middlewareStack.clone();
    account.client.middlewareStack.add(
      (next) => (args) => {
        requests += 1;
        return next(args);
      },
      { step: 'initialize', name: 'count' },
    );
    start(done);
    await until(() => Promise.resolve(counts['deleted'] === 500));
    expect(count).toBeDefined();
    expect(requests / 500).toBeLessThanOrEqual(0.25);
  });

  it.each([
    ['a throttled receive', 'ReceiveMessage', { error: 'ThrottlingException', status: 400 }],
    ['a server error', 'ReceiveMessage', { status: 500 }],
    ['a cut connection', 'ReceiveMessage', {}],
    ['a failed delete', 'DeleteMessageBatch', { status: 500 }],
  ])('goes on after %s', async (_name, operation, fault) => {
    account.faults.add({ side: 'aws', call: `sqs.${operation}`, when: 'before', ...fault }, 2);
    const bodies: string[] = [];
    start(({ body }) => {
      bodies.push(body);
      return done();
    });
    await send('one');
    await empty();
    expect(bodies).toEqual(['one']);
  });

  it('stops without losing or repeating work that is finished', async () => {
    const finished: string[] = [];
    const running = start(async ({ body }) => {
      await new Promise((resolve) => setTimeout(resolve, Number(body) % 30));
      finished.push(body);
      return done();
    });
    await sendMany(100);
    await until(() => Promise.resolve(finished.length >= 20));
    await running.stop();
    const { visible, hidden } = await left();
    expect(hidden).toBe(0);
    expect(visible + finished.length).toBe(100);
    expect(new Set(finished).size).toBe(finished.length);
  });

  it('gives back at once what does not finish in time, and no longer counts its work', async () => {
    let late: () => void = () => undefined;
    let aborted = false;
    const running = start(
      async (_message, signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        await new Promise<void>((resolve) => (late = resolve));
        return done();
      },
      queueUrl,
      20,
    );
    await send('slow');
    await until(async () => (await left()).hidden === 1);
    await running.stop();
    expect(aborted).toBe(true);
    expect(await left()).toEqual({ visible: 1, hidden: 0 });
    late();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await left()).toEqual({ visible: 1, hidden: 0 });
  });
});
