import type { Clock, JsonValue } from '../platform/index.ts';
import type { HistoryEvent } from './history-event.ts';

/** The fixed parts of the context object: which execution of which state machine this is. */
export interface ExecutionIdentity {
  readonly executionArn: string;
  readonly name: string;
  readonly input: JsonValue;
  readonly roleArn: string;
  /** ms */
  readonly startedAt: number;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
}

/** How an integration ends: with its answer, with the job's end, or when its task token comes back. */
export type IntegrationPattern = 'request-response' | 'sync' | 'wait-for-task-token';

/** A task that the host is asked to run. Answers name it by `taskId`; answers for a task that ended are ignored. */
export interface TaskRequest {
  /** Unique within the execution: the id of the task's Scheduled event. */
  readonly taskId: number;
  readonly kind: 'activity' | 'lambda' | 'integration';
  /** `Resource` as written. */
  readonly resource: string;
  /** `sqs`, `lambda`, `aws-sdk:dynamodb`, ...; only integrations. */
  readonly service?: string;
  /** `sendMessage`, `startExecution`, ...; only integrations. */
  readonly action?: string;
  readonly pattern: IntegrationPattern;
  /** The effective input, after Parameters or Arguments. */
  readonly input: JsonValue;
  /** The token by which an activity worker or a `.waitForTaskToken` task answers. */
  readonly token: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

export type ExecutionOutcome =
  | { readonly status: 'SUCCEEDED'; readonly output: JsonValue; readonly endedAt: number }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error?: string;
      readonly cause?: string;
      readonly endedAt: number;
    };

/** What an execution needs of the world around it. */
export interface ExecutionHost {
  readonly clock: Clock;
  newToken(): string;
  /** Called once per event, in order, before anything that follows from it. */
  onEvent(event: HistoryEvent): void;
  onEnd(outcome: ExecutionOutcome): void;
  /** Begin this task. The host reports by the execution's `task...` methods, never before this call returned. */
  runTask(request: TaskRequest): void;
  /** The task's state timed out, was aborted, or its branch ended: nobody waits for it any more. */
  cancelTask(taskId: number): void;
}

/** A running execution. None of these throws for a task that is over: they answer `false`. */
export interface Execution {
  /** Writes ExecutionStarted and takes the first steps. */
  start(): void;
  /** A worker took the activity task (ActivityStarted), or a Lambda or integration began. */
  taskStarted(taskId: number, started: { workerName?: string }): boolean;
  /** An integration's first answer: for `sync` and `wait-for-task-token` the task goes on waiting (TaskSubmitted). */
  taskSubmitted(taskId: number, output: JsonValue): boolean;
  taskSucceeded(taskId: number, output: JsonValue): boolean;
  taskFailed(taskId: number, failure: { error?: string; cause?: string }): boolean;
  taskHeartbeat(taskId: number): boolean;
  stop(because: { error?: string; cause?: string }): boolean;
  /** Whether this task still waits for its answer. */
  isOpen(taskId: number): boolean;
}
