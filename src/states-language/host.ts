import type { Clock, JsonValue } from '../platform/index.ts';
import type { HistoryEvent } from './history-event.ts';
import type { Machine } from './machine.ts';
import type { Random } from './random.ts';

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
  /** The role that the task is to be run with, where `Credentials` names one. */
  readonly credentialsRoleArn?: string;
}

/** A child execution of a distributed Map that the host is asked to run. */
export interface ChildRequest {
  /** Unique within the execution. */
  readonly childId: number;
  /** `arn:...:mapRun:MACHINE/LABEL:UUID` */
  readonly mapRunArn: string;
  /** The child's name; unique. */
  readonly name: string;
  /** What a child execution's ARN names in place of the machine: `MACHINE/LABEL`. */
  readonly machineLabel: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The Map's processor as a machine of its own. */
  readonly machine: Machine;
  readonly input: JsonValue;
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
  /** Begin this child execution. The host reports its end by {@link Execution.childEnded}, never before this call returned. */
  runChild(request: ChildRequest): void;
  /** The Map Run is over or failed: stop the child, whose end nobody waits for any more. */
  cancelChild(childId: number): void;
  /** Where chance comes from; the platform's where absent. */
  readonly random?: Random;
}

/**
 * A running execution. None of these throws for a task that is over: they answer `false`. Steps in JSONata take their
 * time: what a call sets off may go on after it returned, until {@link Execution.settled}.
 */
export interface Execution {
  /** Writes ExecutionStarted, begins with the first steps and then goes on by itself. */
  start(): void;
  /** A worker took the activity task (ActivityStarted), or a Lambda or integration began. */
  taskStarted(taskId: number, started: { workerName?: string }): boolean;
  /** An integration's first answer: for `sync` and `wait-for-task-token` the task goes on waiting (TaskSubmitted). */
  taskSubmitted(taskId: number, output: JsonValue): boolean;
  taskSucceeded(taskId: number, output: JsonValue): boolean;
  taskFailed(taskId: number, failure: { error?: string; cause?: string }): boolean;
  taskHeartbeat(taskId: number): boolean;
  childEnded(childId: number, outcome: ExecutionOutcome): boolean;
  stop(because: { error?: string; cause?: string }): boolean;
  /**
   * Runs an execution that failed, timed out or was stopped again from where it ended; `false` for any other. Its
   * events go on, and {@link ExecutionHost.onEnd} is called once more.
   */
  redrive(): boolean;
  /** Resolves when nothing is left to do until the next answer or timer. */
  settled(): Promise<void>;
  /** Whether this task still waits for its answer. */
  isOpen(taskId: number): boolean;
}
