import type { Follow, Follows } from '../executions/index.ts';
import { assertNever, delayBefore, type Clock, type Logger } from '../platform/index.ts';
import type { DueSource } from './due-work.ts';
import type { ShowOutcome } from './ports.ts';
import { waitAfter } from './tries.ts';

/** Slack takes about one write a second and channel; a flood becomes a queue in the record, not a storm of calls. https://docs.slack.dev/apis/web-api/rate-limits */
const showsASweep = 4;
/** Somebody must mend a name or invite the bot. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };
const passing = { firstMs: 1_000, factor: 2, atMostMs: 30_000 };

/** Shows followed executions in Slack. `slack/` implements it; it never throws. */
export interface FollowCards {
  /** @param mayBePosted look for a card of this execution before posting one: an earlier try may have got through. */
  show(follow: Follow, options: { mayBePosted: boolean }): Promise<ShowOutcome>;
}

/** The due work of followed executions: one card each, made equal to the record. */
export function followWork(needs: {
  follows: Follows;
  cards: FollowCards;
  clock: Clock;
  log: Logger;
}): DueSource {
  const { follows, cards, clock, log } = needs;
  return {
    name: 'follows',
    aSweep: showsASweep,
    due: async (now, limit) => (await follows.due(now, limit)).map(({ executionArn }) => executionArn),
    async step(executionArn) {
      const follow = await follows.get(executionArn);
      if (!follow?.due || follow.due.at > clock.now()) return false;
      const outcome = await cards.show(follow, {
        mayBePosted: follow.due.attempt > 0 || !follows.firstTry(executionArn),
      });
      switch (outcome.kind) {
        case 'shown':
          await follows.shown(follow, { ref: outcome.ref, digest: outcome.digest });
          return true;
        case 'unchanged':
          await follows.shown(follow, follow.card);
          return true;
        case 'lost':
          log.warn({ executionArn, because: outcome.because }, 'card of an execution lost');
          await follows.putOff(follow, clock.now() + delayBefore(follow.due.attempt + 1, mended));
          return true;
        case 'passing': {
          log.info({ executionArn, because: outcome.because }, 'card of an execution not shown yet');
          await follows.putOff(follow, clock.now() + waitAfter(outcome, follow.due.attempt, passing));
          return true;
        }
        default:
          return assertNever(outcome);
      }
    },
  };
}
