import type { Outcome } from '../progress/progress.ts';

/** The word that stands beside every colour. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  'not-reached': 'Not reached',
  unknown: 'Unknown',
  done: 'Done',
  running: 'Running',
  waiting: 'Waiting for people',
  failed: 'Failed',
  caught: 'Error caught',
  'timed-out': 'Timed out',
  aborted: 'Aborted',
};

/** The order of the legend and of the words for people who cannot see the picture. */
export const outcomesInOrder: readonly Outcome[] = [
  'done',
  'running',
  'waiting',
  'caught',
  'failed',
  'timed-out',
  'aborted',
  'not-reached',
  'unknown',
];
