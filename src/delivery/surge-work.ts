import type { Surges } from '../incidents/index.ts';
import { assertNever, delayBefore, type Clock, type Logger } from '../platform/index.ts';
import type { ChannelPace } from './channel-pace.ts';
import type { DueSource } from './due-work.ts';
import { inHandMs } from './in-hand.ts';
import type { SurgeCards } from './incident-cards.ts';
import { waitAfter } from './tries.ts';

const passing = { firstMs: 3_000, factor: 2, atMostMs: 30_000 };
/** Somebody must mend a name or invite the bot. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };

/** The due work of surges: one card each, made equal to the incidents that it stands for, until it is over. */
export function surgeWork(needs: {
  surges: Surges;
  cards: SurgeCards;
  pace: ChannelPace;
  clock: Clock;
  log: Logger;
}): DueSource {
  const { surges, cards, pace, clock, log } = needs;
  return {
    name: 'surges',
    due: async (now, limit) => (await surges.due(now, limit)).map(({ id }) => id),
    async step(id) {
      const found = await surges.get(id);
      if (!found?.due || found.due.at > clock.now() || !pace.take(found.channel)) return false;
      const surge = await surges.begin(id, clock.now() + inHandMs);
      if (!surge) return false;
      const attempt = surge.due?.attempt ?? 0;
      // Another process may have posted it: a replica, or the one before this.
      const outcome = await cards.show(surge, { mayBePosted: true });
      switch (outcome.kind) {
        case 'shown':
          await surges.shown(surge, { ref: outcome.ref, digest: outcome.digest });
          return true;
        case 'unchanged':
          await surges.shown(surge);
          return true;
        case 'lost':
          log.error({ surgeId: id, because: outcome.because }, 'card of a surge lost');
          await surges.putOff(id, clock.now() + delayBefore(attempt + 1, mended));
          return true;
        case 'passing':
          log.info({ surgeId: id, because: outcome.because }, 'card of a surge not shown yet');
          await surges.putOff(id, clock.now() + waitAfter(outcome, attempt, passing));
          return true;
        default:
          return assertNever(outcome);
      }
    },
  };
}
