import type { Schedule } from './schedule.ts';

/** When there is something to do for it next; undefined where there is nothing. Pure. */
export function scheduleDueAt({ starting, next, telling }: Schedule): number | undefined {
  // What is decided comes first: the next turn waits for it.
  const work = (starting ?? next)?.notBefore ?? Infinity;
  const due = Math.min(work, telling?.notBefore ?? Infinity);
  return due === Infinity ? undefined : due;
}
