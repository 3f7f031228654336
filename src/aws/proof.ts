import type { Provenance } from '../approvals/index.ts';
import type { Located, Sent } from '../delivery/index.ts';
import { machineOfArn, nameAt } from '../platform/index.ts';
import { before, indexOf, isScheduled, type EventIndex } from './event-index.ts';
import type { RawEvent } from './history.ts';
import { iterationsOf } from './iterations.ts';

type Verified = Extract<Provenance, { kind: 'verified' }>;

/** What the task behind an ask carries: our poll's name, or the token itself. */
type Mark = { readonly workerName: string } | { readonly token: string; readonly stateName: string };

/** The task that bears the mark, if it is in this history. Pure. @param account where it is, by its name; absent: home */
export function proofBy(
  events: readonly RawEvent[],
  executionArn: string,
  mark: Mark,
  account?: string,
): Extract<Located, { kind: 'found' }> | undefined {
  const index = indexOf(events);
  const { byId } = index;
  const scheduled = 'workerName' in mark ? scheduledFor(mark.workerName, index) : scheduledWith(mark, index);
  const stateName = scheduled && stateOf(scheduled, byId);
  if (!scheduled || stateName === undefined) return undefined;
  const timeout = scheduled.details['timeoutInSeconds'];
  const heartbeat = scheduled.details['heartbeatInSeconds'];
  const started = events.find(
    ({ type, previousEventId }) => /Started$/.test(type) && previousEventId === scheduled.id,
  );
  const machine = machineOfArn(executionArn);
  return {
    kind: 'found',
    startedAt: (started ?? scheduled).at,
    timeoutSeconds: typeof timeout === 'number' ? timeout : null,
    ...(typeof heartbeat === 'number' && { heartbeatSeconds: heartbeat }),
    overBefore: overBefore(scheduled, stateName, index),
    provenance: {
      kind: 'verified',
      executionArn,
      stateMachineArn: `${executionArn.split(':').slice(0, 5).join(':')}:stateMachine:${machine}`,
      machine: nameAt(account, machine),
      stateName,
      scheduledEventId: scheduled.id,
      scheduledAt: scheduled.at,
    },
  };
}

/** ActivityStarted carries the name of the worker that took the task. */
function scheduledFor(workerName: string, { startedBy, byId }: EventIndex): RawEvent | undefined {
  const started = startedBy.get(workerName);
  return started && before(started, byId, ({ type }) => type === 'ActivityScheduled');
}

/** TaskScheduled carries the parameters, and so the token that was sent with them. */
function scheduledWith(
  { token, stateName }: { token: string; stateName: string },
  { scheduledWith: byText, byId }: EventIndex,
): RawEvent | undefined {
  if (token === '') return undefined;
  return byText.get(token)?.find((event) => stateOf(event, byId) === stateName);
}

/** Earlier tasks of the same state that are over; of a Map, those for the same item. */
function overBefore(
  scheduled: RawEvent,
  stateName: string,
  { events, byId, isOver: over }: EventIndex,
): readonly number[] {
  const earlier = events.filter(
    (event) =>
      isScheduled(event.type) &&
      event.id < scheduled.id &&
      over(event.id) &&
      stateOf(event, byId) === stateName,
  );
  if (earlier.length === 0) return [];
  const item = String(iterationsOf(scheduled, byId));
  return earlier.filter((event) => String(iterationsOf(event, byId)) === item).map(({ id }) => id);
}

/** Whether the task's end stands in the history, or a redrive left it behind. Pure. */
export function isOver(events: readonly RawEvent[], { scheduledEventId }: Verified): boolean {
  return indexOf(events).isOver(scheduledEventId);
}

/** Whether the task's own end carries exactly what we sent, byte for byte. Pure. */
export function answered(events: readonly RawEvent[], provenance: Verified, sent: Sent): boolean {
  const { byId } = indexOf(events);
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
function stateOf(event: RawEvent, byId: EventIndex['byId']): string | undefined {
  const name = before(event, byId, ({ type }) => type === 'TaskStateEntered')?.details['name'];
  return typeof name === 'string' ? name : undefined;
}
