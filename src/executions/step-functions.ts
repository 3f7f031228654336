import type {
  Execution,
  ExecutionStatus,
  ExecutionSummary,
  HistoryEvent,
  StateMachine,
} from './execution.ts';

/**
 * What the executions room needs of AWS Step Functions; `aws/` implements it. Every method may throw
 * {@link StepFunctionsRefused}; passing faults were retried before that.
 */
export interface StepFunctions {
  machines(): Promise<readonly StateMachine[]>;
  /** Same name and input while running: the same execution, `again: true`. */
  start(request: {
    stateMachineArn: string;
    name: string;
    input: string;
  }): Promise<{ executionArn: string; again: boolean }>;
  describe(executionArn: string): Promise<Execution>;
  /** @param arn of a state machine, or of an execution: then the definition that this execution runs */
  definition(arn: string): Promise<{ readonly machine: string; readonly definition: string }>;
  /** Newest first. */
  executions(
    stateMachineArn: string,
    options: { status?: ExecutionStatus; limit: number },
  ): Promise<readonly ExecutionSummary[]>;
  stop(executionArn: string, because: { error: string; cause: string }): Promise<void>;
  /** @param options.newestFirst read from the end; `limit` bounds the events read. */
  history(
    executionArn: string,
    options: { newestFirst: boolean; limit: number },
  ): Promise<readonly HistoryEvent[]>;
}
