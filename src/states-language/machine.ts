import type { JsonObject } from '../platform/index.ts';

export const stateTypes = ['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'] as const;
export type StateType = (typeof stateTypes)[number];

/** In which language a state's fields are written. */
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** States that lead to each other: the whole machine, a branch of a Parallel, or what a Map repeats. */
export interface Scope {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export interface State {
  readonly name: string;
  readonly type: StateType;
  readonly language: QueryLanguage;
  /** As written; {@link analyse} has checked what the interpreter reads. */
  readonly fields: JsonObject;
  /** Branches of a Parallel; the one processor of a Map. */
  readonly branches: readonly Scope[];
}

export interface Machine extends Scope {
  /** The whole execution's limit; absent where there is none. */
  readonly timeoutSeconds?: number;
}
