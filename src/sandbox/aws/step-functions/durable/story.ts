import type { Closed, Entry, Input, KeptRevision, Started } from './entry.ts';
import type { Past } from './memory.ts';

/** All that is kept of one execution. */
export interface Story extends Past {
  readonly arn: string;
  readonly started: Started;
  readonly draws: (string | number)[];
  readonly nows: (readonly [reading: number, at: number])[];
  readonly inputs: { readonly input: Input; readonly after: number }[];
  /** Where it has ended, and was not redriven since. */
  closed?: Closed;
}

export interface Library {
  readonly revisions: ReadonlyMap<string, KeptRevision>;
  /** In the order of their start: a parent before its children. */
  readonly stories: readonly Story[];
  /** ms; the latest instant that anything was noted at. */
  readonly latest: number;
}

export function readLibrary(entries: readonly Entry[]): Library {
  const revisions = new Map<string, KeptRevision>();
  const stories = new Map<string, Story>();
  let latest = 0;
  for (const entry of entries) {
    if ('revision' in entry) {
      revisions.set(entry.revision, entry.is);
      continue;
    }
    const { execution: arn } = entry;
    if ('started' in entry)
      stories.set(arn, { arn, started: entry.started, draws: [], nows: [], inputs: [] });
    const story = stories.get(arn);
    if (!story) continue;
    if ('draw' in entry) story.draws.push(entry.draw);
    else if ('now' in entry) {
      story.nows.push(entry.now);
      latest = Math.max(latest, entry.now[1]);
    } else if ('closed' in entry) story.closed = entry.closed;
    else if ('input' in entry) {
      story.inputs.push(entry);
      if (entry.input.call === 'redrive') delete story.closed;
    }
  }
  return { revisions, stories: [...stories.values()], latest };
}

/** The lines without what replays an execution that succeeded: its end says everything. */
export function shortened(entries: readonly Entry[], stories: readonly Story[]): Entry[] {
  const done = new Set(
    stories.filter(({ closed }) => closed?.outcome.status === 'SUCCEEDED').map(({ arn }) => arn),
  );
  return entries.filter(
    (entry) => 'revision' in entry || !done.has(entry.execution) || 'started' in entry || 'closed' in entry,
  );
}
