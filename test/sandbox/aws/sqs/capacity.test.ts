import { describe, expect, it } from '@jest/globals';
import { createShiftableClock } from '../../../../src/platform/index.ts';
import { deleteMessage } from '../../../../src/sandbox/aws/sqs/held-messages.ts';
import type { Taken } from '../../../../src/sandbox/aws/sqs/line.ts';
import { Queue } from '../../../../src/sandbox/aws/sqs/queue.ts';
import { usualAttributes } from '../../../../src/sandbox/aws/sqs/queue-attributes.ts';
import { monday } from './account.ts';
import { messageOf } from './message.ts';

const limit = 120_000;
/** So many messages take a busy machine a while. */
const patienceMs = 60_000;
const here = new AbortController().signal;

/** All but one of the limit are in flight; two more are ready. */
function crowded(name: string): Queue {
  const place = { region: 'us-east-1', account: '000000000000', name };
  const clock = createShiftableClock({ frozenAt: monday });
  const queue = new Queue(place, usualAttributes(name.endsWith('.fifo')), {
    clock,
    queueOf: () => undefined,
  });
  for (let at = 0; at <= limit; at += 1) queue.stock.put(messageOf(at, String(at), monday), monday);
  const opened = queue.stock.open();
  for (let left = limit - 1; left > 0; left -= 1) {
    const next = opened.next();
    if (next) queue.stock.lend(next, monday + 30_000);
  }
  opened.close();
  return queue;
}

async function receive(queue: Queue, most: number): Promise<readonly Taken[]> {
  return queue.line.receive({ most, visibilitySeconds: 30, waitSeconds: 0 }, here);
}

describe('a queue with 120,000 messages in flight', () => {
  it(
    'says OverLimit until one of them is deleted',
    async () => {
      const queue = crowded('crowded');
      const [last, ...more] = await receive(queue, 10);
      expect(more).toEqual([]);
      await expect(receive(queue, 10)).rejects.toMatchObject({ code: 'OverLimit', status: 403 });
      deleteMessage(queue, last?.handle ?? '');
      expect(await receive(queue, 10)).toHaveLength(1);
    },
    patienceMs,
  );

  it(
    'gives nothing and says nothing where it is a FIFO queue',
    async () => {
      const queue = crowded('crowded.fifo');
      expect(await receive(queue, 10)).toHaveLength(1);
      expect(await receive(queue, 10)).toEqual([]);
    },
    patienceMs,
  );
});
