import type { Approval } from './approval.ts';
import type { Batch } from './batch.ts';

/** However much happens, the card is made anew only so often: Slack takes about one write a second and channel. */
const soonestMs = 3_000;
const latestMs = 30_000;
/** A batch whose first ask never came to be recorded is looked after for so long, ms. */
const emptyForMs = 600_000;

/** When the card of a batch is to be looked at again: soon while things change, rarely while people think. Pure. */
export function nextLookAt(batch: Batch, members: readonly Approval[], now: number): number | undefined {
  if (members.length === 0) return now - batch.since < emptyForMs ? now + latestMs : undefined;
  if (members.every(isSettled)) return undefined;
  const unchangedMs = now - (batch.card.shownAt ?? now);
  return now + Math.min(Math.max(2 * unchangedMs, soonestMs), latestMs);
}

/** When a card that somebody changed something of is looked at: not before Slack would take it. Pure. */
export function soonestLookAt({ card }: Batch, now: number): number {
  return Math.max(now, (card.shownAt ?? 0) + soonestMs);
}

function isSettled({ status, token }: Approval): boolean {
  return status !== 'pending' && token.kind !== 'waiting';
}
