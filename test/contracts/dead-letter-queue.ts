import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDeadLetterQueue, type DeadLetterQueue } from '../../src/aws/dead-letter-queue.ts';
import { newRedrivenQueue } from './polled.ts';
import { newQueue, type QueueService, type TestedQueue } from './queue-stage.ts';

/** What looking through dead letters is held to at every queue service. */
export function describeDeadLetterQueue(technology: string, open: () => Promise<QueueService>): void {
  describe(`the dead-letter queue at ${technology}`, () => {
    let service: QueueService;
    let queue: TestedQueue;
    let dead: TestedQueue;
    let letters: DeadLetterQueue;
    beforeEach(async () => {
      service = await open();
      ({ queue, dead } = await newRedrivenQueue(service));
      letters = createDeadLetterQueue(service.client, queue.url);
    });
    afterEach(() => service.close());

    it('lists every message with its reason', async () => {
      await letters.put('one', 'not JSON');
      await letters.put('two', 'no gate');
      expect(await letters.list(100)).toMatchObject([
        { body: 'one', reason: 'not JSON' },
        { body: 'two', reason: 'no gate' },
      ]);
    });

    it('sends what was chosen to the queue again, and keeps the rest', async () => {
      await letters.put('one', 'r');
      await letters.put('two', 'r');
      const sent = await letters.replay(({ body }) => body === 'two', 100);
      expect(sent).toHaveLength(1);
      expect(await queue.bodies()).toEqual(['two']);
      expect(await dead.attribute('ApproximateNumberOfMessages')).toBe('0');
      expect(await dead.attribute('ApproximateNumberOfMessagesNotVisible')).toBe('1');
    });

    it('takes a message with nothing in it, and a reason of any length', async () => {
      await letters.put('', 'x'.repeat(5_000));
      const [letter] = await letters.list(1);
      expect(letter?.body).toBe('(empty)');
      expect(letter?.reason).toHaveLength(1_000);
    });

    it('says what to do where the queue has none', async () => {
      const alone = await newQueue(service.client);
      await expect(createDeadLetterQueue(service.client, alone.url).put('x', 'r')).rejects.toThrow(
        /has no dead-letter queue. Give it a RedrivePolicy/,
      );
    });
  });
}
