import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { until } from '../scenarios/stage.ts';
import { openPolled, type Polled, type PolledService } from './polled.ts';

const done = () => Promise.resolve({ kind: 'done' as const });

/** What the poller is held to at every queue service; what needs faults is tested at the sandbox alone. */
export function describeQueuePoller(technology: string, open: () => Promise<PolledService>): void {
  describe(`the queue poller at ${technology}`, () => {
    let polled: Polled;
    beforeEach(async () => {
      polled = await openPolled(await open());
    });
    afterEach(() => polled.close());

    it('deletes a message when its work is done, and not before', async () => {
      let finish: () => void = () => undefined;
      const working = new Promise<void>((resolve) => (finish = resolve));
      const bodies: string[] = [];
      polled.start(async ({ body }) => {
        bodies.push(body);
        await working;
        return done();
      });
      await polled.queue.send('one');
      await until(() => Promise.resolve(bodies.length === 1));
      expect(await polled.left()).toEqual({ visible: 0, hidden: 1 });
      finish();
      await polled.empty();
      expect(bodies).toEqual(['one']);
      expect(polled.counts).toMatchObject({ received: 1, done: 1, deleted: 1 });
    });

    it('gives a message whose work failed back, and takes it again later', async () => {
      const receives: number[] = [];
      polled.start(({ receiveCount }) => {
        receives.push(receiveCount);
        return receiveCount === 1 ? Promise.reject(new Error('the store is full')) : done();
      });
      await polled.queue.send('one');
      await until(() => Promise.resolve(receives.length === 1 && polled.counts['failed'] === 1));
      await polled.service.clock?.advance(10_000);
      await polled.empty();
      expect(receives).toEqual([1, 2]);
    });

    it('sends what nobody can act on to the dead-letter queue with the reason, as it came', async () => {
      polled.start(() => Promise.resolve({ kind: 'rejected', because: 'it is\u0007 not JSON' }));
      await polled.queue.send('{"odd": ');
      await polled.empty();
      const { Messages: [letter] = [] } = await polled.service.client.send(
        new ReceiveMessageCommand({ QueueUrl: polled.dead.url, MessageAttributeNames: ['All'] }),
      );
      expect(letter?.Body).toBe('{"odd": ');
      expect(letter?.MessageAttributes?.['signalbox-reason']?.StringValue).toBe('it is  not JSON');
      expect(polled.counts).toMatchObject({ rejected: 1 });
    });

    it('keeps what nobody can act on where there is no dead-letter queue: nothing is lost', async () => {
      const alone = await polled.another();
      polled.start(() => Promise.resolve({ kind: 'rejected', because: 'no' }), { queue: alone });
      await alone.send('kept');
      await until(() => Promise.resolve(polled.counts['rejected'] === 1));
      const { visible, hidden } = await polled.left(alone);
      expect(visible + hidden).toBe(1);
    });

    it('is not held up by a message that takes for ever', async () => {
      const never = new Promise<never>(() => undefined);
      let finished = 0;
      polled.start(
        async ({ body }) => {
          if (body === '0') await never;
          finished += 1;
          return done();
        },
        { drainMs: 50 },
      );
      await polled.sendMany(40);
      await until(() => Promise.resolve(finished === 39));
      await until(async () => (await polled.left()).hidden === 1);
    });

    it('works on about a hundred messages at the same time and no more', async () => {
      let now = 0;
      let most = 0;
      polled.start(async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 20));
        now -= 1;
        return done();
      });
      await polled.sendMany(400);
      await polled.empty();
      expect(most).toBeLessThanOrEqual(110);
      expect(polled.counts['done']).toBe(400);
    });

    it('needs about two requests for ten messages', async () => {
      await polled.sendMany(200);
      let requests = 0;
      polled.service.client.middlewareStack.add(
        (next) => (args) => {
          requests += 1;
          return next(args);
        },
        { step: 'initialize', name: 'count' },
      );
      polled.start(done);
      await until(() => Promise.resolve((polled.counts['deleted'] ?? 0) >= 200));
      expect(requests / 200).toBeLessThanOrEqual(0.25);
    });

    it('stops without losing or repeating work that is finished', async () => {
      const finished: string[] = [];
      const running = polled.start(async ({ body }) => {
        await new Promise((resolve) => setTimeout(resolve, Number(body) % 30));
        finished.push(body);
        return done();
      });
      await polled.sendMany(100);
      await until(() => Promise.resolve(finished.length >= 20));
      await running.stop();
      const { visible, hidden } = await polled.left();
      expect(hidden).toBe(0);
      expect(visible + finished.length).toBe(100);
      expect(new Set(finished).size).toBe(finished.length);
    });

    it('gives back at once what does not finish in time, and no longer counts its work', async () => {
      let late: (() => void) | undefined;
      let aborted = false;
      const running = polled.start(
        async (_message, signal) => {
          signal.addEventListener('abort', () => (aborted = true));
          await new Promise<void>((resolve) => (late = resolve));
          return done();
        },
        { drainMs: 20 },
      );
      await polled.queue.send('slow');
      const finish = await until(() => Promise.resolve(late));
      await running.stop();
      expect(aborted).toBe(true);
      expect(await polled.left()).toEqual({ visible: 1, hidden: 0 });
      finish();
      await new Promise((resolve) => setImmediate(resolve));
      expect(await polled.left()).toEqual({ visible: 1, hidden: 0 });
    });
  });
}
