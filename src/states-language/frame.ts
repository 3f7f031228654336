import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { StateFailure } from './failure.ts';
import type { Scope, State } from './machine.ts';

/** One stay in a state, over all its retries. */
export interface Visit {
  readonly state: State;
  readonly rawInput: JsonValue;
  readonly enteredEventId: number;
  readonly enteredAt: number;
  /** Attempts used per retrier. */
  readonly attempts: Map<number, number>;
  /** Timers, open tasks and branches that end with this attempt. */
  readonly undo: Set<() => void>;
}

/** One line of control: the execution itself, a branch of a Parallel, an iteration of a Map. */
export interface Frame {
  readonly scope: Scope;
  /** The branch's last event: the next one's `previousEventId`. */
  lastEventId: number;
  visit?: Visit;
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
