import { isJsonObject, parseJson } from '../platform/index.ts';
import type { RawEvent } from './history.ts';

/** One history, looked into from every side; made once for however many ask about it. */
export interface EventIndex {
  readonly events: readonly RawEvent[];
  readonly byId: ReadonlyMap<number, RawEvent>;
  /** TaskScheduled events by each text that stands in their parameters; JSON inside strings is looked through. */
  readonly scheduledWith: ReadonlyMap<string, readonly RawEvent[]>;
  /** ActivityStarted events by the name of the worker that took the task. */
  readonly startedBy: ReadonlyMap<string, RawEvent>;
  /** Whether the end of this task stands in the history, or a redrive left it behind. */
  readonly isOver: (scheduledEventId: number) => boolean;
}

const known = new WeakMap<readonly RawEvent[], EventIndex>();
const ends = /(?:Succeeded|Failed|TimedOut|Aborted)$/;

/** Pure. */
export function indexOf(events: readonly RawEvent[]): EventIndex {
  const found = known.get(events) ?? indexed(events);
  known.set(events, found);
  return found;
}

function indexed(events: readonly RawEvent[]): EventIndex {
  const byId = new Map(events.map((event) => [event.id, event]));
  const scheduledWith = new Map<string, RawEvent[]>();
  const startedBy = new Map<string, RawEvent>();
  for (const event of events) {
    if (event.type === 'TaskScheduled')
      for (const text of new Set(textsIn(event.details['parameters'])))
        scheduledWith.set(text, [...(scheduledWith.get(text) ?? []), event]);
    const worker = event.type === 'ActivityStarted' ? event.details['workerName'] : undefined;
    if (typeof worker === 'string') startedBy.set(worker, event);
  }
  const redriven = events.findLast(({ type }) => type === 'ExecutionRedriven')?.id ?? 0;
  const ended = new Set(
    events
      .filter(({ type }) => ends.test(type))
      .map((end) => before(end, byId, ({ type }) => isScheduled(type))?.id),
  );
  return { events, byId, scheduledWith, startedBy, isOver: (id) => id < redriven || ended.has(id) };
}

/** Every text in a value, itself included. */
function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') {
    yield value;
    const inner = /^\s*[[{"]/.test(value) ? parseJson(value) : undefined;
    if (inner !== undefined) yield* textsIn(inner);
  } else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (isJsonObject(value)) for (const inner of Object.values(value)) yield* textsIn(inner);
}

export function isScheduled(type: string): boolean {
  return type === 'ActivityScheduled' || type === 'TaskScheduled';
}

/** The nearest earlier event of the same branch that fits; stops at the state's own entry. */
export function before(
  event: RawEvent,
  byId: EventIndex['byId'],
  fits: (event: RawEvent) => boolean,
): RawEvent | undefined {
  for (let at = byId.get(event.previousEventId); at; at = byId.get(at.previousEventId)) {
    if (fits(at)) return at;
    if (at.type.endsWith('StateEntered')) return undefined;
  }
  return undefined;
}
