import { describe } from '@jest/globals';
import { describeBatches } from './queue-batches.ts';
import { describeDeadLetters } from './queue-dead-letters.ts';
import { describeFifo } from './queue-fifo.ts';
import { describeMessages } from './queue-messages.ts';
import { describeReceives } from './queue-receives.ts';
import { describeQueues } from './queue-queues.ts';
import type { QueueService } from './queue-stage.ts';

/** What every queue service that Signalbox is tried against is held to, by its own client alone. Nothing waits for time. */
export function describeQueueService(technology: string, open: () => Promise<QueueService>): void {
  describe(`queues of ${technology}`, () => {
    describeQueues(open);
    describeMessages(open);
    describeReceives(open);
    describeBatches(open);
    describeDeadLetters(open);
    describeFifo(open);
  });
}
