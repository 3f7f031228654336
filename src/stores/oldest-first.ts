import type { Approval, AskPlace } from '../approvals/index.ts';

/** Approvals in the order in which they were asked. */
export function oldestFirst(a: Approval, b: Approval): number {
  return a.ask.askedAt - b.ask.askedAt || (a.id < b.id ? -1 : 1);
}

/** Whether an ask comes after this place in that order. */
export function isAfter({ id, askedAt }: AskPlace, place: AskPlace | undefined): boolean {
  if (!place) return true;
  return askedAt > place.askedAt || (askedAt === place.askedAt && id > place.id);
}
