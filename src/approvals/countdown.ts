import type { Approval } from './approval.ts';

/** What is left when an open card is shown anew, ms: an hour, a quarter, five minutes. */
const steps = [3_600_000, 900_000, 300_000];

/** When the card of an open record says the next step of its countdown; undefined where there is none any more. */
export function nextCountdownAt({ status, expiresAt }: Approval, now: number): number | undefined {
  if (status !== 'pending' || typeof expiresAt !== 'number') return undefined;
  return steps.map((left) => expiresAt - left).find((at) => at > now);
}

/** The step that the countdown has reached: less than so many ms are left. */
export function lessThanLeftMs({ expiresAt }: Approval, now: number): number | undefined {
  if (typeof expiresAt !== 'number') return undefined;
  return steps.findLast((left) => expiresAt - left <= now);
}
