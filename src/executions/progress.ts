import type { HistoryEvent } from './execution.ts';

/** Items of a Map state, counted. */
export interface MapProgress {
  readonly of: number;
  readonly done: number;
  readonly failed: number;
}

/** A state that was entered and not left yet. */
export interface OpenState {
  /** Id of the event that entered it. */
  readonly visit: number;
  readonly name: string;
  readonly since: number;
  readonly map?: MapProgress;
}

/** How far a followed execution has come, as its history shows it. A picture of the run is drawn from the same. */
export interface Progress {
  /** Id of the newest event that was read. */
  readonly readTo: number;
  /** Names of states that were left at least once. */
  readonly done: readonly string[];
  /** States of the definition, nested ones too; absent while it was not read. */
  readonly known?: number;
  readonly open: readonly OpenState[];
  /** The last thing that went wrong, in one sentence from outside. */
  readonly trouble?: string;
}

/** A record keeps no more of either. */
const mostNames = 300;
const mostOpen = 60;

export const noProgress: Progress = { readTo: 0, done: [], open: [] };

/** What is known after these events; those that were read before change nothing. Pure. */
export function afterEvents(before: Progress, events: readonly HistoryEvent[]): Progress {
  const fresh = events.filter(({ id }) => id > before.readTo).sort((a, b) => a.id - b.id);
  const done = new Set(before.done);
  let open = [...before.open];
  const counted = (entry: OpenState | undefined, add: Partial<MapProgress>) => {
    if (!entry) return;
    const { of = 0, done: items = 0, failed = 0 } = entry.map ?? {};
    const map = { of: add.of ?? of, done: items + (add.done ?? 0), failed: failed + (add.failed ?? 0) };
    open = open.map((one) => (one === entry ? { ...entry, map } : one));
  };
  for (const { id, previousEventId, type, at, details } of fresh) {
    const name = typeof details['name'] === 'string' ? details['name'] : '';
    const { length } = details;
    if (type.endsWith('StateEntered')) open.push({ visit: id, name, since: at });
    else if (type.endsWith('StateExited')) {
      done.add(name);
      const left = open.findIndex((one) => one.name === name);
      if (left >= 0) open.splice(left, 1);
    } else if (type === 'MapStateStarted')
      counted(
        open.find(({ visit }) => visit === previousEventId),
        { of: typeof length === 'number' ? length : 0 },
      );
    else if (type === 'MapIterationSucceeded')
      counted(
        open.findLast((one) => one.name === name),
        { done: 1 },
      );
    else if (type === 'MapIterationFailed')
      counted(
        open.findLast((one) => one.name === name),
        { failed: 1 },
      );
  }
  return {
    ...before,
    readTo: fresh.at(-1)?.id ?? before.readTo,
    done: [...done].slice(0, mostNames),
    // The first entered are the outermost.
    open: open.slice(0, mostOpen),
  };
}

/** How many states a definition has, those inside Map and Parallel states too; undefined where it cannot be read. Pure. */
export function statesOf(definition: unknown): number | undefined {
  if (typeof definition !== 'object' || definition === null || !('States' in definition)) return undefined;
  const { States: states } = definition;
  if (typeof states !== 'object' || states === null) return undefined;
  let count = 0;
  for (const state of Object.values(states) as readonly unknown[]) {
    count += 1;
    if (typeof state !== 'object' || state === null) continue;
    const inner = ['ItemProcessor', 'Iterator'].map((key) => Reflect.get(state, key) as unknown);
    const branches: unknown = Reflect.get(state, 'Branches');
    for (const machine of [...inner, ...(Array.isArray(branches) ? (branches as unknown[]) : [])])
      count += statesOf(machine) ?? 0;
  }
  return count;
}
