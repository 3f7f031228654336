import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { StateFailure } from './failure.ts';
import type { Scope, State } from './machine.ts';
import type { Variables } from './variables.ts';

/** One stay in a state, over all its retries. */
export interface Visit {
  readonly state: State;
  readonly rawInput: JsonValue;
  readonly enteredEventId: number;
  /** The event before the Entered one: what fails on the way in is recorded as following that. */
  readonly beforeEventId: number;
  readonly enteredAt: number;
  /** Attempts used per retrier. */
  readonly attempts: Map<number, number>;
  /** Timers, open tasks and branches that end with this attempt. */
  readonly undo: Set<() => void>;
  /** Branches, iterations or children, while the state has some. */
  parts?: Parts | undefined;
  /** One of the parts failed, or the state's own evaluation: the state gets a Failed event of its own. */
  broken?: boolean;
}

/** What a Parallel or a Map has running and done; kept after a failure, so that a redrive does not run it again. */
export interface Parts {
  readonly running: ReadonlyMap<number, Frame>;
  /** Goes on where a failed, stopped or timed-out execution left off. @param eventId the ExecutionRedriven event */
  resume(eventId: number): void;
}

/** One line of control: the execution itself, a branch of a Parallel, an iteration of a Map. */
export interface Frame {
  readonly scope: Scope;
  readonly variables: Variables;
  /** The branch's last event: the next one's `previousEventId`. */
  lastEventId: number;
  visit?: Visit | undefined;
  /** Where the frame goes next, while it is between states. */
  next?: { readonly name: string; readonly input: JsonValue } | undefined;
  alive: boolean;
  /** `$$.Map.Item`, inside a Map. */
  readonly mapItem?: JsonObject;
  readonly onEnd: (output: JsonValue) => void;
  readonly onFail: (failure: StateFailure) => void;
}

/** Ends whatever the current attempt has running. */
export function undoAttempt(frame: Frame): void {
  const undo = [...(frame.visit?.undo ?? [])];
  frame.visit?.undo.clear();
  for (const step of undo) step();
}

export function kill(frame: Frame): void {
  frame.alive = false;
  undoAttempt(frame);
}
