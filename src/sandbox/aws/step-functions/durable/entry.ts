import type { JsonValue } from '../../../../platform/index.ts';
import type {
  ExecutionOutcome,
  HistoryEvent,
  MapLimits,
  MapRunReport,
} from '../../../../states-language/index.ts';
import type { ExecutionStart } from '../execution-start.ts';
import type { Revision } from '../machine.ts';

/** A machine's revision as it is kept: what it is read into is left out. */
export type KeptRevision = Omit<Revision, 'machine'>;

/** How an execution began. */
export interface Started extends ExecutionStart {
  /** Names a revision of an earlier line. */
  readonly revision: string;
  /** Of a child execution of a distributed Map: whose, and its number there. */
  readonly parent?: { readonly arn: string; readonly childId: number };
}

/** How an execution ended, whole: of one that succeeded nothing else is needed any more. */
export interface Closed {
  readonly outcome: ExecutionOutcome;
  readonly events: readonly HistoryEvent[];
  readonly mapRuns: readonly MapRunReport[];
}

/** What reached an execution from outside. `id` is a task's, a child's, a timer's, or a Map Run's place. */
export type Input =
  | { readonly call: 'taskStarted'; readonly id: number; readonly with: { readonly workerName?: string } }
  | { readonly call: 'taskSubmitted' | 'taskSucceeded'; readonly id: number; readonly with: JsonValue }
  | { readonly call: 'taskFailed'; readonly id: number; readonly with: Because }
  | { readonly call: 'taskHeartbeat' | 'timer'; readonly id: number }
  | { readonly call: 'childEnded'; readonly id: number; readonly with: ExecutionOutcome }
  | { readonly call: 'mapRun'; readonly id: number; readonly with: Partial<MapLimits> }
  | { readonly call: 'stop'; readonly with: Because }
  | { readonly call: 'redrive'; readonly with: { readonly at: number; readonly clientToken?: string } };

export interface Because {
  readonly error?: string;
  readonly cause?: string;
}

/** One line about an execution: `draw` is what chance gave, `now` what the clock said from its n-th reading on. */
export type Note =
  | { readonly started: Started }
  | { readonly closed: Closed }
  | { readonly draw: string | number }
  | { readonly now: readonly [reading: number, at: number] }
  /** @param after how many events were written when it came */
  | { readonly input: Input; readonly after: number };

export type Entry =
  { readonly revision: string; readonly is: KeptRevision } | ({ readonly execution: string } & Note);

export function keptRevision(revision: Revision): KeptRevision {
  const { definition, roleArn, logging, tracing, updatedAt, revisionId } = revision;
  return {
    definition,
    roleArn,
    logging,
    tracing,
    updatedAt,
    ...(revisionId !== undefined && { revisionId }),
  };
}
