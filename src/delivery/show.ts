import type { Approval, Happening } from '../approvals/index.ts';
import { assertNever, delayBefore, type Clock, type Logger } from '../platform/index.ts';
import type { Cards } from './ports.ts';
import type { Records } from './records.ts';
import { attemptOf, waitAfter } from './tries.ts';

const passing = { firstMs: 1_000, factor: 2, atMostMs: 30_000 };
/** Somebody must invite the bot, mend a name or give a new token: soon at first, then every ten minutes. */
const mended = { firstMs: 30_000, factor: 2, atMostMs: 600_000 };
/** A closed card that cannot be shown for so many tries, most of a day, is given up: its record says all. */
const lastTryOfClosed = 100;

/** Makes the card equal to the record. */
export async function show(
  approval: Approval,
  needs: { records: Records; cards: Cards; clock: Clock; log: Logger },
): Promise<Happening> {
  const { records, cards, clock, log } = needs;
  const attempt = attemptOf(approval, 'show');
  const outcome = await cards.show(approval, {
    mayBePosted: !records.firstTry(approval.id) || attempt > 0,
  });
  const { revision } = approval;
  switch (outcome.kind) {
    case 'shown':
      return {
        kind: 'card-shown',
        revision,
        ref: outcome.ref,
        digest: outcome.digest,
        adopted: outcome.adopted,
      };
    case 'unchanged':
      return { kind: 'card-current', revision };
    case 'lost':
      log.error({ approvalId: approval.id, because: outcome.because, attempt }, 'card lost');
      return { kind: 'card-lost', because: outcome.because, ...lookAgain(approval, attempt, clock) };
    case 'passing': {
      log.warn({ approvalId: approval.id, because: outcome.because }, 'card not shown yet');
      const until = clock.now() + waitAfter(outcome, attempt, passing);
      return { kind: 'put-off', due: 'show', until };
    }
    default:
      return assertNever(outcome);
  }
}

function lookAgain(approval: Approval, attempt: number, clock: Clock): { until?: number } {
  if (approval.status !== 'pending' && attempt >= lastTryOfClosed) return {};
  return { until: clock.now() + delayBefore(attempt + 1, mended) };
}
