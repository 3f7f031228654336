import { describe, expect, it } from '@jest/globals';
import { createShiftableClock } from '../../../../src/platform/index.ts';
import { deleteMessage } from '../../../../src/sandbox/aws/sqs/held-messages.ts';
import type { Taken } from '../../../../src/sandbox/aws/sqs/line.ts';
import { Queue } from '../../../../src/sandbox/aws/sqs/queue.ts';
import { usualAttributes } from '../../../../src/sandbox/aws/sqs/queue-attributes.ts';
import { monday } from './account.ts';

const limit = 120_000;
const here = new AbortController().signal;

function fullQueue(name: string): Queue {
  const place = { region: 'us-east-1', account: '000000000000', name };
  const clock = createShiftableClock({ frozenAt: monday });
  const queue = new Queue(place, usualAttributes(name.endsWith('.fifo')), {
    clock,
    queueOf: () => undefined,
  });
  for (let at = 0; at <= limit; at += 1) {
    const id = String(at);
    queue.send({ body: 'x', attributes: {}, senderId: 'tester', groupId: id, deduplicationId: id }, 0);
  }
  return queue;
}

async function receive(queue: Queue, most: number): Promise<readonly Taken[]> {
  return queue.line.receive({ most, visibilitySeconds: 30, waitSeconds: 0 }, here);
}

describe('a queue with 120,000 messages in flight', () => {
  it('says OverLimit until one of them is deleted', async () => {
    const queue = fullQueue('crowded');
    const [first] = await receive(queue, limit - 1);
    expect(await receive(queue, 10)).toHaveLength(1);
    await expect(receive(queue, 10)).rejects.toMatchObject({ code: 'OverLimit', status: 403 });
    deleteMessage(queue, first?.handle ?? '');
    expect(await receive(queue, 10)).toHaveLength(1);
  });

  it('gives nothing and says nothing where it is a FIFO queue', async () => {
    const queue = fullQueue('crowded.fifo');
    expect(await receive(queue, limit)).toHaveLength(limit);
    expect(await receive(queue, 10)).toEqual([]);
  });
});
