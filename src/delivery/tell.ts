import type { Approval, Batch, BatchId, Happening } from '../approvals/index.ts';
import { assertNever, type Clock, type Logger } from '../platform/index.ts';
import type { Announcer } from './ports.ts';
import { attemptOf, waitAfter } from './tries.ts';

const passing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };
/** A reply that cannot be said for so many tries, most of an hour, has lost its point: the card says the same. */
const lastTry = 50;
/** Without a card there is no thread; looked for again after this. */
const withoutCardMs = 5_000;

/** What people were told for all approvals of a batch together; the approvals room's batches know. */
export interface TogetherTold {
  get(id: BatchId): Promise<Batch | undefined>;
  told(id: BatchId, key: string): Promise<void>;
}

/** Says the next thing that people are to be told. */
export async function tell(
  approval: Approval,
  needs: { announcer: Announcer; batches: TogetherTold; clock: Clock; log: Logger },
): Promise<Happening> {
  const { announcer, batches, clock, log } = needs;
  const [next] = approval.tellings ?? [];
  if (!next) return { kind: 'told', key: '' };
  const batch = approval.batch === undefined ? undefined : await batches.get(approval.batch);
  const together = batch && next.kind !== 'direct-to' && next.kind !== 'break-glass';
  // What is the same for all of a batch is said once, in the thread of their card.
  if (together && batch.told.includes(next.key)) return { kind: 'told', key: next.key };
  const { ref } = batch?.card ?? approval.card;
  const attempt = attemptOf(approval, 'tell');
  if (attempt >= lastTry)
    return { kind: 'told', key: next.key, because: 'it could not be said for too long' };
  if (!ref) return { kind: 'put-off', due: 'tell', until: clock.now() + withoutCardMs };
  const outcome = await announcer.tell(approval, next, ref);
  if (together && outcome.kind !== 'passing') await batches.told(batch.id, next.key);
  switch (outcome.kind) {
    case 'told':
      return { kind: 'told', key: next.key };
    case 'comes-down-to':
      return { kind: 'told', key: next.key, then: outcome.tellings };
    case 'refused':
      log.warn({ approvalId: approval.id, telling: next.key, because: outcome.because }, 'people not told');
      return { kind: 'told', key: next.key, because: outcome.because };
    case 'passing': {
      log.info({ approvalId: approval.id, because: outcome.because }, 'people not told yet');
      return { kind: 'put-off', due: 'tell', until: clock.now() + waitAfter(outcome, attempt, passing) };
    }
    default:
      return assertNever(outcome);
  }
}
