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
  /** All there are, or those of one account. @throws where that one, or every one, does not answer */
  machines(of?: {
    /** By its name in signalbox.yaml; `''` for home. */
    readonly account?: string;
    /** The account and Region of this ARN. */
    readonly arn?: string;
    /** Told in a sentence of each account that did not answer beside others that did. */
    readonly onSilent?: (sentence: string) => void;
  }): Promise<readonly StateMachine[]>;
  /** Same name and input while running: the same execution, `again: true`. */
  start(request: {
    stateMachineArn: string;
    name: string;
    input: string;
  }): Promise<{ executionArn: string; again: boolean }>;
  describe(executionArn: string): Promise<Execution>;
  /** @param arn of a state machine, or of an execution: then the definition that this execution runs. Of executions it refills at one a second. */
  definition(arn: string): Promise<{ readonly machine: string; readonly definition: string }>;
  /** Newest first. */
  executions(
    stateMachineArn: string,
    options: { status?: ExecutionStatus; limit: number },
  ): Promise<readonly ExecutionSummary[]>;
  stop(executionArn: string, because: { error: string; cause: string }): Promise<void>;
  /** Goes on where it failed. The same `requestId` redrives once. */
  redrive(executionArn: string, options: { requestId: string }): Promise<void>;
  /**
   * Without inputs and outputs. @param options.newestFirst read from the end; `limit` bounds the events read;
   * `after`: only events whose id is higher
   */
  history(
    executionArn: string,
    options: { newestFirst: boolean; limit: number; after?: number },
  ): Promise<readonly HistoryEvent[]>;
}
