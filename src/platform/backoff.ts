import { randomFraction } from './ids.ts';

export interface Backoff {
  readonly firstMs: number;
  readonly factor: number;
  readonly atMostMs: number;
}

/**
 * How long to wait before try number `attempt` (1 for the first repeat), with full jitter: anything between half the first
 * step and the capped one, so that many callers do not come back together.
 */
export function delayBefore(
  attempt: number,
  backoff: Backoff,
  fraction: () => number = randomFraction,
): number {
  const ceiling = Math.min(backoff.atMostMs, backoff.firstMs * backoff.factor ** Math.max(attempt - 1, 0));
  return Math.round(backoff.firstMs / 2 + fraction() * Math.max(ceiling - backoff.firstMs / 2, 0));
}
