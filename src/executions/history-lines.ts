import type { HistoryEvent } from './execution.ts';
import { readCause } from './explain/cause.ts';
import { placesOf, type Place } from './explain/place.ts';
import { errorIn } from './explain/trouble.ts';
import { whereIn } from './explain/words.ts';

/** One event of a history, in words. Everything in it is from outside. */
export interface HistoryLine {
  readonly id: number;
  /** Since the execution began. */
  readonly offsetMs: number;
  readonly sort: 'begin' | 'done' | 'bad' | 'stopped' | 'step';
  readonly state?: string;
  readonly where?: string;
  readonly what: string;
  /** How long the state, or the task, took; where this event ends it. */
  readonly tookMs?: number;
}

/** @param events any part of a history, in any order @param state only of this one @returns newest first */
export function historyLines(
  events: readonly HistoryEvent[],
  startedAt: number,
  state?: string,
): readonly HistoryLine[] {
  const ordered = [...events].sort((a, b) => a.id - b.id);
  const places = placesOf(ordered);
  const at = new Map(ordered.map((event) => [event.id, event.at]));
  const wanted = state?.toLowerCase();
  return ordered
    .filter(({ id }) => wanted === undefined || places.get(id)?.state?.toLowerCase() === wanted)
    .map((event) => lineOf(event, places.get(event.id) ?? { within: [] }, at, startedAt))
    .reverse();
}

function lineOf(
  event: HistoryEvent,
  place: Place,
  at: ReadonlyMap<number, number>,
  startedAt: number,
): HistoryLine {
  const { id, type } = event;
  const { state, visit } = place;
  const where = whereIn(place);
  const ends = /(StateExited|Succeeded|Failed|TimedOut|Aborted)$/.test(type);
  const began = type.startsWith('Execution') ? startedAt : visit === undefined ? undefined : at.get(visit);
  return {
    id,
    offsetMs: event.at - startedAt,
    sort: sortOf(type),
    ...(state !== undefined && { state }),
    ...(where !== undefined && { where }),
    what: wordsOf(event),
    ...(ends && began !== undefined && { tookMs: event.at - began }),
  };
}

function sortOf(type: string): HistoryLine['sort'] {
  if (/Aborted$/.test(type)) return 'stopped';
  if (/(Failed|TimedOut)$|^FailStateEntered$/.test(type)) return 'bad';
  if (/StateEntered$|^ExecutionStarted$|^ExecutionRedriven$/.test(type)) return 'begin';
  if (/StateExited$|^ExecutionSucceeded$/.test(type)) return 'done';
  return 'step';
}

/** Said without the state's name, which stands before it. */
function wordsOf(event: HistoryEvent): string {
  const { type, details } = event;
  const { error, cause } = errorIn(event);
  const read = cause === undefined ? undefined : readCause(cause);
  const failure = [error, read?.message].filter((part) => part !== undefined && part !== '').join(': ');
  const item = typeof details['index'] === 'number' ? `item ${String(details['index'] + 1)} ` : '';
  const plain =
    plainWords[type] ??
    (type.endsWith('StateEntered')
      ? 'entered'
      : type.endsWith('StateExited')
        ? 'left'
        : type
            .replace(/^MapIteration/, '')
            .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
            .toLowerCase());
  const resource = typeof details['resource'] === 'string' ? ` (${details['resource']})` : '';
  const shown = type === 'TaskScheduled' || type.endsWith('Scheduled') ? resource : '';
  const many =
    type === 'MapStateStarted' && typeof details['length'] === 'number'
      ? ` with ${String(details['length'])} items`
      : '';
  return `${item}${plain}${shown}${many}${failure === '' ? '' : `: ${failure}`}`;
}

const plainWords: Readonly<Record<string, string>> = {
  ExecutionStarted: 'execution started',
  ExecutionSucceeded: 'execution succeeded',
  ExecutionFailed: 'execution failed',
  ExecutionTimedOut: 'execution timed out',
  ExecutionAborted: 'execution aborted',
  ExecutionRedriven: 'execution redriven',
  MapStateStarted: 'begins',
  ParallelStateStarted: 'begins its branches',
};
