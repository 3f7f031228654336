import type { Follow } from './follow.ts';

/** Whether its execution is still running, as far as is known. */
export function stillRuns({ run, gone }: Follow): boolean {
  return run.status === 'RUNNING' && gone !== true;
}

/** When its card last changed, or it was first seen: by this, what stood still longest is looked at first. */
export function changedAt({ card, firstSeenAt }: Follow): number {
  return card.shownAt ?? firstSeenAt;
}
