import type { Follow } from './follow.ts';
import type { Progress } from './progress.ts';

/** Between two looks at a card, people see little more often than this. */
const shortestGapMs = 12_000;
const longestGapMs = 60_000;
/** The next distance, against the age of the run. */
const growing = 3;

/**
 * The record after a look at its history; undefined where that says nothing new. The card is edited at growing
 * distances: a run of twenty states in three quarters of a minute costs four calls where its failure is told in the
 * thread, and none more than one a minute after that. Pure.
 */
export function afterProgress(follow: Follow, progress: Progress, now: number): Follow | undefined {
  const { progress: before, run, card } = follow;
  const news = before === undefined || progress.readTo > before.readTo || progress.known !== before.known;
  if (!news || run.status !== 'RUNNING' || follow.left === true) return undefined;
  const shownAt = card.shownAt ?? now;
  const gap = Math.min(longestGapMs, Math.max(shortestGapMs, growing * (shownAt - follow.firstSeenAt)));
  const due = follow.due ?? { at: Math.max(now, shownAt + gap), attempt: 0 };
  return { ...follow, progress, revision: follow.revision + 1, due };
}
