import type { HistoryEvent } from '../execution.ts';
import { nameIn, placesOf, type Place } from './place.ts';

/** What became of something that went wrong. */
export type Aftermath =
  | { readonly kind: 'retried' }
  /** A catcher of `by` took it; `to` is where it went. */
  | { readonly kind: 'caught'; readonly by: string; readonly to?: string }
  /** It ended the execution. */
  | { readonly kind: 'ended' }
  /** The workflow went on without the item. */
  | { readonly kind: 'tolerated' }
  /** Nothing has come of it yet: its retrier may be waiting. */
  | { readonly kind: 'open' };

/** One thing that went wrong in a run. */
export interface Trouble {
  readonly event: HistoryEvent;
  readonly place: Place;
  readonly error?: string;
  readonly cause?: string;
  readonly timeout?: 'task' | 'heartbeat';
  readonly aftermath: Aftermath;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const failing =
  /^((Task|LambdaFunction|Activity)(Failed|TimedOut|ScheduleFailed|StartFailed|SubmitFailed)|MapRunFailed|EvaluationFailed|FailStateEntered)$/;

/** Everything that went wrong since the execution was started or redriven last, oldest first. Pure. */
export function troublesOf(events: readonly HistoryEvent[]): readonly Trouble[] {
  const all = [...events].sort((a, b) => a.id - b.id);
  const places = placesOf(all);
  const redriven = all.findLastIndex(({ type }) => type === 'ExecutionRedriven');
  const ordered = all.slice(redriven + 1);
  const next = new Map<number, HistoryEvent[]>();
  for (const event of ordered) {
    const siblings = next.get(event.previousEventId);
    if (siblings) siblings.push(event);
    else next.set(event.previousEventId, [event]);
  }
  const ended = ordered.some(({ type }) => type === 'ExecutionSucceeded');
  const troubles: Trouble[] = [];
  for (const event of ordered) {
    if (!failing.test(event.type)) continue;
    const place = placed(event, places.get(event.id));
    const timeout = timeoutOf(event, ordered, places, place);
    troubles.push({
      event,
      place,
      ...errorIn(event),
      ...(timeout && { timeout }),
      aftermath: aftermathOf(event, next, places, ended),
    });
  }
  return troubles;
}

function aftermathOf(
  event: HistoryEvent,
  next: ReadonlyMap<number, readonly HistoryEvent[]>,
  places: ReadonlyMap<number, Place>,
  succeeded: boolean,
): Aftermath {
  for (let at: HistoryEvent | undefined = event; at;) {
    const { id } = at;
    const after: readonly HistoryEvent[] = (next.get(id) ?? []).filter((one) => one.id > id);
    if (after.some(({ type }) => type.endsWith('Scheduled') || /^(Map|Parallel)StateStarted$/.test(type)))
      return { kind: 'retried' };
    const exit = after.find(({ type }) => type.endsWith('StateExited'));
    if (exit) {
      const entered = next.get(exit.id)?.find(({ type }) => type.endsWith('StateEntered'));
      const to = entered && nameIn(entered);
      const by = nameIn(exit) ?? places.get(exit.id)?.state ?? '';
      return { kind: 'caught', by, ...(to !== undefined && { to }) };
    }
    if (after.some(({ type }) => type === 'ExecutionFailed')) return { kind: 'ended' };
    at = after.find(({ type }) => /^(Map|Parallel)StateFailed$|^EvaluationFailed$/.test(type));
  }
  return succeeded ? { kind: 'tolerated' } : { kind: 'open' };
}

/** An evaluation that failed names its state itself, also where the state's entry was not read. */
function placed({ details }: HistoryEvent, place: Place = { within: [] }): Place {
  const { state } = details;
  return place.state === undefined && typeof state === 'string' ? { ...place, state } : place;
}

/** Error and cause as an event carries them. */
export function errorIn({ details }: HistoryEvent): { error?: string; cause?: string } {
  const { error, cause } = details;
  return {
    ...(typeof error === 'string' && { error }),
    ...(cause !== undefined &&
      cause !== null && { cause: typeof cause === 'string' ? cause : JSON.stringify(cause) }),
  };
}

/** Step Functions calls both States.Timeout; a heartbeat's comes before the task's own time is over. */
function timeoutOf(
  event: HistoryEvent,
  ordered: readonly HistoryEvent[],
  places: ReadonlyMap<number, Place>,
  place: Place,
): Trouble['timeout'] {
  if (errorIn(event).error === 'States.HeartbeatTimeout') return 'heartbeat';
  if (!event.type.endsWith('TimedOut')) return undefined;
  const scheduled = ordered.findLast(
    ({ id, type }) => id < event.id && type.endsWith('Scheduled') && places.get(id)?.visit === place.visit,
  );
  const { heartbeatInSeconds, timeoutInSeconds } = scheduled?.details ?? {};
  if (!scheduled || typeof heartbeatInSeconds !== 'number') return 'task';
  const allowedMs = typeof timeoutInSeconds === 'number' ? timeoutInSeconds * 1_000 : Infinity;
  return event.at - scheduled.at < allowedMs ? 'heartbeat' : 'task';
}
