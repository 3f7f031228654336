import type { Follow } from './follow.ts';

/** Whether its execution is still running, as far as is known. */
export function stillRuns({ run, gone, left }: Follow): boolean {
  return run.status === 'RUNNING' && gone !== true && left !== true;
}

/** Whether the card is to say why it ended, and the history was not read for that yet. */
export function wantsExplaining({ run, explained, gone }: Follow): boolean {
  const ended = run.status !== 'RUNNING' && run.status !== 'PENDING_REDRIVE';
  return ended && gone !== true && explained === undefined;
}

/** Whether the thread is to be told: an edited card rings for nobody. */
export function wantsTelling({ run, explained, told, card }: Follow): boolean {
  const bad = run.status === 'FAILED' || run.status === 'TIMED_OUT';
  return bad && told !== true && explained !== undefined && card.ref !== undefined;
}

/** When its card last changed, or it was first seen: by this, what stood still longest is looked at first. */
export function changedAt({ card, firstSeenAt }: Follow): number {
  return card.shownAt ?? firstSeenAt;
}

/** The record with another due time, or with nothing due. */
export function dueAgain(follow: Follow, due: Follow['due']): Follow {
  const rest: { -readonly [K in keyof Follow]: Follow[K] } = { ...follow };
  delete rest.due;
  return due ? { ...rest, due } : rest;
}
