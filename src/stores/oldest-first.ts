import type { Approval } from '../approvals/index.ts';

/** Approvals in the order in which they were asked. */
export function oldestFirst(a: Approval, b: Approval): number {
  return a.ask.askedAt - b.ask.askedAt || (a.id < b.id ? -1 : 1);
}
