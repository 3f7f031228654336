import type { JsonObject, JsonValue } from '../platform/index.ts';
import { StateFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import type { ExecutionHost, ExecutionIdentity, ExecutionOutcome } from './host.ts';
import type { OpenTasks } from './open-tasks.ts';
import type { Random } from './random.ts';
import type { Recorder } from './recorder.ts';
import type { Steps } from './steps.ts';

/** 256 KiB of UTF-8. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestPayload = 262_144;

/** How a state ends: what it hands on, the variables it sets, and where to, where that is not its `Next`. */
export interface Exit {
  readonly output: JsonValue;
  readonly assigned?: JsonObject;
  readonly next?: string;
}

/** How often the execution was redriven, and when last. */
export interface Redrives {
  count: number;
  /** ms */
  lastAt?: number;
}

/** What the states need of the execution that they run in. A state that fails throws a {@link StateFailure}. */
export interface Engine {
  readonly identity: ExecutionIdentity;
  readonly host: ExecutionHost;
  readonly recorder: Recorder;
  readonly random: Random;
  readonly redrives: Redrives;
  readonly tasks: OpenTasks;
  /** Child executions that run, by number, and what to do at their end. */
  readonly children: Map<number, (outcome: ExecutionOutcome) => void>;
  nextChildId(): number;
  /** Begins a frame at its scope's first state. */
  begin(frame: Frame, input: JsonValue): void;
  /** Runs a frame again from where it stopped. */
  revive(frame: Frame, eventId: number): void;
  /** The state is done: its Exited event, then the next state or the end. */
  leave(frame: Frame, exit: Exit): void;
  /** Runs `step` after this one, in the order of asking. */
  soon(frame: Frame, step: () => Steps | undefined): void;
  /** A timer that ends with the attempt. */
  after(frame: Frame, delayMs: number, step: () => Steps | undefined): () => void;
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

/** @throws {StateFailure} where a payload is larger than Step Functions passes on */
export function mustFit(value: JsonValue, subject: string, ofTask = false): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= largestPayload) return;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    { ofTask },
  );
}
