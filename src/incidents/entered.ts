import { scrub } from '../platform/index.ts';
import type { Incident } from './incident.ts';
import type { TimelineEntry } from './timeline.ts';

/** Entries kept: how it began, and what came last. The audit has all of them. */
const keptFirst = 10;
const keptLast = 90;

/** How many entries there were in all. */
export function entriesSoFar({ timeline, timelineFolded }: Incident): number {
  return timeline.length + timelineFolded;
}

/** The record with one more entry in its timeline. @param entry.tell whether the thread is to be told. Pure. */
export function entered(
  incident: Incident,
  entry: Omit<TimelineEntry, 'tell'> & { tell: boolean },
): Incident {
  const { tell, ...rest } = entry;
  const key = `${entry.what}-${String(entriesSoFar(incident) + 1)}`;
  const next = { ...rest, says: scrub(entry.says), ...(tell && { tell: key }) };
  const all = [...incident.timeline, next];
  const fits = all.length <= keptFirst + keptLast;
  const timeline = fits ? all : [...all.slice(0, keptFirst), ...all.slice(-keptLast)];
  const keys = new Set(timeline.map(({ tell: told }) => told));
  return {
    ...incident,
    timeline,
    timelineFolded: incident.timelineFolded + all.length - timeline.length,
    told: incident.told.filter((key) => keys.has(key)),
  };
}

/** What the thread was not told yet, oldest first. Pure. */
export function untold({ timeline, told }: Incident): readonly TimelineEntry[] {
  return timeline.filter(({ tell }) => tell !== undefined && !told.includes(tell));
}
