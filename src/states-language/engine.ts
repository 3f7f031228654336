import type { JsonObject, JsonValue } from '../platform/index.ts';
import { contextObject } from './context-object.ts';
import { fill, place, select, type Roots } from './data-flow.ts';
import { StateFailure } from './failure.ts';
import type { Frame, Visit } from './frame.ts';
import type { ExecutionHost, ExecutionIdentity } from './host.ts';
import type { OpenTasks } from './open-tasks.ts';
import type { Recorder } from './recorder.ts';

/** 256 KiB of UTF-8. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestPayload = 262_144;

/** What the states need of the execution that they run in. */
export interface Engine {
  readonly identity: ExecutionIdentity;
  readonly host: ExecutionHost;
  readonly recorder: Recorder;
  readonly tasks: OpenTasks;
  /** Begins a frame at its scope's first state. */
  begin(frame: Frame, input: JsonValue): void;
  /** The state is done: its Exited event, then the next state or the end. */
  leave(frame: Frame, output: JsonValue, next?: string): void;
  /** The attempt failed: a retrier, a catcher, or the frame's end. */
  fail(frame: Frame, failure: StateFailure): void;
  /** Runs `step` after this one, in the order of asking; a failure that it throws fails the state. */
  soon(frame: Frame, step: () => void): void;
  /** A timer that ends with the attempt. */
  after(frame: Frame, delayMs: number, step: () => void): () => void;
}

export function write(
  engine: Engine,
  frame: Frame,
  type: string,
  detailsName?: string,
  details?: JsonObject,
): number {
  frame.lastEventId = engine.recorder.write(frame.lastEventId, type, detailsName, details);
  return frame.lastEventId;
}

/** The paths' roots of a visit. @param input what `$` is; the state's raw input where absent */
export function rootsOf(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  more: { input?: JsonValue; token?: string } = {},
): Roots {
  const retryCount = [...visit.attempts.values()].reduce((sum, used) => sum + used, 0);
  return {
    input: more.input ?? visit.rawInput,
    context: contextObject(
      engine.identity,
      {
        name: visit.state.name,
        enteredAt: visit.enteredAt,
        ...(visit.state.type === 'Task' && { retryCount }),
      },
      {
        ...(more.token !== undefined && { token: more.token }),
        ...(frame.mapItem && { mapItem: frame.mapItem }),
      },
    ),
  };
}

/** InputPath, then Parameters. @throws {StateFailure} */
export function effectiveInput(engine: Engine, frame: Frame, visit: Visit, token?: string): JsonValue {
  const { fields } = visit.state;
  const withToken = token === undefined ? {} : { token };
  const input = select(fields['InputPath'], rootsOf(engine, frame, visit, withToken));
  if (fields['Parameters'] === undefined) return input;
  return fill(fields['Parameters'], rootsOf(engine, frame, visit, { ...withToken, input }));
}

/** ResultSelector, ResultPath, OutputPath. @throws {StateFailure} */
export function outputOf(engine: Engine, frame: Frame, visit: Visit, result: JsonValue): JsonValue {
  const { fields } = visit.state;
  const selected =
    fields['ResultSelector'] === undefined
      ? result
      : fill(fields['ResultSelector'], rootsOf(engine, frame, visit, { input: result }));
  const placed = place(fields['ResultPath'], visit.rawInput, selected);
  return select(fields['OutputPath'], rootsOf(engine, frame, visit, { input: placed }));
}

/** @throws {StateFailure} where a payload is larger than Step Functions passes on */
export function mustFit(value: JsonValue, subject: string): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= largestPayload) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
