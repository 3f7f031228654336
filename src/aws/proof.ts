import type { Provenance } from '../approvals/index.ts';
import type { Located, Sent } from '../delivery/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import type { RawEvent } from './history.ts';

type Verified = Extract<Provenance, { kind: 'verified' }>;
type ById = ReadonlyMap<number, RawEvent>;

/** What the task behind an ask carries: our poll's name, or the token itself. */
type Mark = { readonly workerName: string } | { readonly token: string; readonly stateName: string };

const ends = /(?:Succeeded|Failed|TimedOut|Aborted)$/;

/** The task that bears the mark, if it is in this history. Pure. */
export function proofBy(
  events: readonly RawEvent[],
  executionArn: string,
  mark: Mark,
): Extract<Located, { kind: 'found' }> | undefined {
  const byId: ById = new Map(events.map((event) => [event.id, event]));
  const scheduled =
    'workerName' in mark ? scheduledFor(mark.workerName, events, byId) : scheduledWith(mark, events, byId);
  const stateName = scheduled && stateOf(scheduled, byId);
  if (!scheduled || stateName === undefined) return undefined;
  const timeout = scheduled.details['timeoutInSeconds'];
  const heartbeat = scheduled.details['heartbeatInSeconds'];
  const started = events.find(
    ({ type, previousEventId }) => /Started$/.test(type) && previousEventId === scheduled.id,
  );
  const machine = (executionArn.split(':')[6] ?? '').split('/')[0] ?? '';
  return {
    kind: 'found',
    startedAt: (started ?? scheduled).at,
    timeoutSeconds: typeof timeout === 'number' ? timeout : null,
    ...(typeof heartbeat === 'number' && { heartbeatSeconds: heartbeat }),
    overBefore: overBefore(scheduled, stateName, events, byId),
    provenance: {
      kind: 'verified',
      executionArn,
      stateMachineArn: `${executionArn.split(':').slice(0, 5).join(':')}:stateMachine:${machine}`,
      machine,
      stateName,
      scheduledEventId: scheduled.id,
      scheduledAt: scheduled.at,
    },
  };
}

/** ActivityStarted carries the name of the worker that took the task. */
function scheduledFor(workerName: string, events: readonly RawEvent[], byId: ById): RawEvent | undefined {
  const started = events.find(
    ({ type, details }) => type === 'ActivityStarted' && details['workerName'] === workerName,
  );
  return started && before(started, byId, ({ type }) => type === 'ActivityScheduled');
}

/** TaskScheduled carries the parameters, and so the token that was sent with them. */
function scheduledWith(
  { token, stateName }: { token: string; stateName: string },
  events: readonly RawEvent[],
  byId: ById,
): RawEvent | undefined {
  if (token === '') return undefined;
  return events.find(
    (event) =>
      event.type === 'TaskScheduled' &&
      carries(event.details['parameters'], token) &&
      stateOf(event, byId) === stateName,
  );
}

/** Whether a text stands somewhere in a value; JSON inside strings (a message's body) is looked through. */
function carries(value: unknown, text: string): boolean {
  if (value === text) return true;
  if (typeof value === 'string') {
    const inner = /^\s*[[{"]/.test(value) ? parseJson(value) : undefined;
    return inner !== undefined && carries(inner, text);
  }
  if (Array.isArray(value)) return value.some((item) => carries(item, text));
  return isJsonObject(value) && Object.values(value).some((inner) => carries(inner, text));
}

/** Earlier tasks of the same state that are over. */
function overBefore(
  scheduled: RawEvent,
  stateName: string,
  events: readonly RawEvent[],
  byId: ById,
): readonly number[] {
  const over = overTasks(events, byId);
  return events
    .filter(({ type, id }) => isScheduled(type) && id < scheduled.id && over(id))
    .filter((earlier) => stateOf(earlier, byId) === stateName)
    .map(({ id }) => id);
}

/** Whether the task's end stands in the history, or a redrive left it behind. Pure. */
export function isOver(events: readonly RawEvent[], { scheduledEventId }: Verified): boolean {
  return overTasks(events, new Map(events.map((event) => [event.id, event])))(scheduledEventId);
}

function overTasks(events: readonly RawEvent[], byId: ById): (scheduledEventId: number) => boolean {
  const redriven = events.findLast(({ type }) => type === 'ExecutionRedriven')?.id ?? 0;
  const ended = new Set(
    events
      .filter(({ type }) => ends.test(type))
      .map((end) => before(end, byId, ({ type }) => isScheduled(type))?.id),
  );
  return (id) => id < redriven || ended.has(id);
}

function isScheduled(type: string): boolean {
  return type === 'ActivityScheduled' || type === 'TaskScheduled';
}

/** Whether the task's own end carries exactly what we sent, byte for byte. Pure. */
export function answered(events: readonly RawEvent[], provenance: Verified, sent: Sent): boolean {
  const byId: ById = new Map(events.map((event) => [event.id, event]));
  return events.some((event) => {
    const ours =
      sent.kind === 'success'
        ? /Succeeded$/.test(event.type) && event.details['output'] === sent.output
        : /Failed$/.test(event.type) &&
          event.details['error'] === sent.error &&
          event.details['cause'] === sent.cause;
    return ours && before(event, byId, ({ id }) => id === provenance.scheduledEventId) !== undefined;
  });
}

/** Name of the state that an event belongs to. */
function stateOf(event: RawEvent, byId: ById): string | undefined {
  const name = before(event, byId, ({ type }) => type === 'TaskStateEntered')?.details['name'];
  return typeof name === 'string' ? name : undefined;
}

/** The nearest earlier event of the same branch that fits; stops at the state's own entry. */
function before(event: RawEvent, byId: ById, fits: (event: RawEvent) => boolean): RawEvent | undefined {
  for (let at = byId.get(event.previousEventId); at; at = byId.get(at.previousEventId)) {
    if (fits(at)) return at;
    if (at.type.endsWith('StateEntered')) return undefined;
  }
  return undefined;
}
