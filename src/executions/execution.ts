import type { JsonValue } from '../platform/index.ts';

export type ExecutionStatus =
  'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface StateMachine {
  readonly arn: string;
  /** As people name it: `deploy-api` at home, `prod/deploy-api` in another account. */
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
}

export interface ExecutionSummary {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  /** How often it was redriven. */
  readonly redriveCount: number;
}

/** What DescribeExecution says. Input, output and cause are redacted by the adapter: they may hold tokens. */
export interface Execution extends ExecutionSummary {
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: string;
  readonly cause?: string;
  /** Whether AWS would redrive it, as far as AWS says. */
  readonly redrivable?: boolean;
  /** Why not, in AWS's words. */
  readonly notRedrivableBecause?: string;
}

/** One event of a history, redacted, in words of the domain. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly at: number;
  /** The event's own details object (`activityStartedEventDetails` and its sisters). */
  readonly details: Readonly<Record<string, unknown>>;
}
