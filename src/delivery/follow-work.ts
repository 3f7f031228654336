import type { Explanation, Follow, Follows, RunPicture } from '../executions/index.ts';
import { assertNever, delayBefore, messageOf, type Clock, type Logger } from '../platform/index.ts';
import type { DueSource } from './due-work.ts';
import type { ShowOutcome, TellOutcome } from './ports.ts';
import { waitAfter } from './tries.ts';

/** Slack takes about one write a second and channel; a flood becomes a queue in the record, not a storm of calls. https://docs.slack.dev/apis/web-api/rate-limits */
const showsASweep = 4;
/** Somebody must mend a name or invite the bot. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };
/** A history that cannot be read so often does not keep the end off the card; a thread that takes no reply, no longer. */
const lastTry = 4;
/** A card is told of right after it was shown; later, a process before this one may have got the reply through. */
const rightAfterMs = 3_000;
const passing = { firstMs: 1_000, factor: 2, atMostMs: 30_000 };

/** Shows followed executions in Slack. `slack/` implements it; it never throws. */
export interface FollowCards {
  /** @param mayBePosted look for a card of this execution before posting one: an earlier try may have got through. */
  show(follow: Follow, options: { mayBePosted: boolean }): Promise<ShowOutcome>;
  /** Says in the card's thread why it failed, once, with a picture where there is one. @param mayBeTold look for the reply of an earlier try first */
  tell(
    follow: Follow,
    options: { mayBeTold: boolean; draw: () => Promise<RunPicture | undefined> },
  ): Promise<TellOutcome>;
}

/** What is still wanted of a followed execution, as the executions room says. */
export interface FollowWants {
  readonly explaining: (follow: Follow) => boolean;
  readonly telling: (follow: Follow) => boolean;
}

/** The due work of followed executions: one card each, made equal to the record. */
export function followWork(needs: {
  follows: Follows;
  cards: FollowCards;
  wants: FollowWants;
  /** Why it ended. @throws where AWS does not say now */
  explain: (follow: Follow) => Promise<Explanation>;
  /** The run, drawn. @throws where it cannot be */
  draw: (executionArn: string) => Promise<RunPicture>;
  clock: Clock;
  log: Logger;
}): DueSource {
  const { follows, cards, wants, clock, log } = needs;

  /** So that the end and why it came stand on the card together. True where there is nothing to wait for. */
  const explained = async (follow: Follow, attempt: number): Promise<boolean> => {
    if (!wants.explaining(follow) || attempt >= lastTry) return true;
    const { executionArn } = follow;
    try {
      await follows.explained(follow, await needs.explain(follow));
    } catch (error) {
      log.info({ executionArn, because: messageOf(error) }, 'end of an execution not explained yet');
      await follows.putOff(follow, clock.now() + delayBefore(attempt + 1, passing));
    }
    return false;
  };

  const tell = async (follow: Follow, attempt: number): Promise<void> => {
    const { executionArn } = follow;
    const late = clock.now() - (follow.due?.at ?? 0) > rightAfterMs;
    const draw = () =>
      needs.draw(executionArn).catch((error: unknown) => {
        log.info({ executionArn, because: messageOf(error) }, 'run told of without a picture');
        return undefined;
      });
    const outcome = await cards.tell(follow, { mayBeTold: attempt > 0 || late, draw });
    if (outcome.kind !== 'passing' || attempt >= lastTry) {
      if (outcome.kind === 'refused') log.info({ executionArn, because: outcome.because }, 'thread not told');
      await follows.told(follow);
    } else await follows.putOff(follow, clock.now() + waitAfter(outcome, attempt, passing));
  };

  return {
    name: 'follows',
    aSweep: showsASweep,
    due: async (now, limit) => (await follows.due(now, limit)).map(({ executionArn }) => executionArn),
    async step(executionArn) {
      const follow = await follows.get(executionArn);
      if (!follow?.due || follow.due.at > clock.now()) return false;
      const { attempt } = follow.due;
      if (!(await explained(follow, attempt))) return true;
      const outcome = await cards.show(follow, {
        mayBePosted: attempt > 0 || !follows.firstTry(executionArn),
      });
      switch (outcome.kind) {
        case 'shown':
          await follows.shown(follow, { ref: outcome.ref, digest: outcome.digest });
          return true;
        case 'unchanged':
          if (wants.telling(follow)) await tell(follow, attempt);
          else await follows.shown(follow, follow.card);
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
