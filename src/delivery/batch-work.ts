import type { Batches } from '../approvals/index.ts';
import { assertNever, delayBefore, type Clock, type Logger } from '../platform/index.ts';
import type { DueSource } from './due-work.ts';
import { inHandMs } from './in-hand.ts';
import type { BatchCards } from './ports.ts';
import type { Records } from './records.ts';
import { waitAfter } from './tries.ts';

/** Slack takes about one write a second and channel; each of these is a write. */
const showsASweep = 4;
const passing = { firstMs: 3_000, factor: 2, atMostMs: 30_000 };
/** Somebody must mend a name or invite the bot. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };

/** What this needs of the records; the approvals room's batches and ledger are such. */
export type BatchRecords = Pick<Batches, 'get' | 'due' | 'begin' | 'shown' | 'putOff'> &
  Pick<Records, 'ofBatch'>;

/** The due work of batches: one card each, made equal to the records that it stands for. */
export function batchWork(needs: {
  batches: BatchRecords;
  cards: BatchCards;
  clock: Clock;
  log: Logger;
}): DueSource {
  const { batches, cards, clock, log } = needs;
  return {
    name: 'batches',
    aSweep: showsASweep,
    due: async (now, limit) => (await batches.due(now, limit)).map(({ id }) => id),
    async step(id) {
      const found = await batches.get(id);
      if (!found?.due || found.due.at > clock.now()) return false;
      // What two processes at once would post twice; a card that is there may be edited side by side.
      const batch = found.card.ref ? found : await batches.begin(id, clock.now() + inHandMs);
      if (!batch) return false;
      const members = await batches.ofBatch(id);
      if (members.length === 0) {
        await batches.shown(batch, members);
        return true;
      }
      // Another process may have posted it: a replica, or the one before this.
      const attempt = batch.due?.attempt ?? 0;
      const outcome = await cards.show(batch, members, { mayBePosted: true });
      switch (outcome.kind) {
        case 'shown':
          await batches.shown(batch, members, { ref: outcome.ref, digest: outcome.digest });
          return true;
        case 'unchanged':
          await batches.shown(batch, members);
          return true;
        case 'lost': {
          log.error({ batchId: id, because: outcome.because }, 'digest card lost');
          const until = clock.now() + delayBefore(attempt + 1, mended);
          await batches.putOff(batch, until, outcome.because);
          return true;
        }
        case 'passing':
          log.info({ batchId: id, because: outcome.because }, 'digest card not shown yet');
          await batches.putOff(batch, clock.now() + waitAfter(outcome, attempt, passing));
          return true;
        default:
          return assertNever(outcome);
      }
    },
  };
}
