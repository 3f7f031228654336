import type { UserId } from '../access/index.ts';

/** Who started an execution with Signalbox: written before the start, found again by the execution's ARN. */
export interface Start {
  readonly executionArn: string;
  readonly startedBy: UserId;
  readonly at: number;
  /** Where it was asked for: `slack`, `cli`. */
  readonly via: string;
}

export interface StartLog {
  remember(start: Start): Promise<void>;
  startOf(executionArn: string): Promise<Start | undefined>;
}
