import type { State } from '../../states-language/index.ts';

/** How a state stands. `unknown` is not `not-reached`: the events that would tell are not at hand. */
export type Outcome =
  'not-reached' | 'unknown' | 'done' | 'running' | 'waiting' | 'failed' | 'caught' | 'timed-out' | 'aborted';

export interface MapProgress {
  /** Absent where the beginning of the Map is not at hand. */
  readonly total?: number;
  /** Absent for child executions that are still under way: the parent's history does not count them. */
  readonly done?: number;
  readonly failed: number;
}

export interface StateProgress {
  readonly outcome: Outcome;
  /** How often it was entered, over all branches and iterations. */
  readonly entered: number;
  /** Tries after the first, over all visits. */
  readonly retries: number;
  /** The longest time that one run of its scope spent in it; loops add up. */
  readonly durationMs?: number;
  /** When the visit that is open began. */
  readonly since?: number;
  /** Name of the last error, also one that a retrier or catcher took. */
  readonly error?: string;
  readonly map?: MapProgress;
}

/** An edge of the picture: `next` stands for Next, the rules of a Choice and its Default alike. */
export type EdgeKind = 'next' | 'catch' | 'end';
export type EdgeName = `${EdgeKind}:${string}`;
export const edgeName = (kind: EdgeKind, target: string): EdgeName => `${kind}:${target}`;

/** What a history says about a machine. */
export interface Progress {
  /** Whether all events from the first on were at hand. */
  readonly complete: boolean;
  of(state: State): StateProgress;
  /** Whether the execution went this way at least once. */
  took(from: State, edge: EdgeName): boolean;
}
