import type { Action, UserId } from '../access/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import type { StartLog } from './start-log.ts';
import type { StepFunctions } from './step-functions.ts';

/** What everything that people do with executions stands on. */
export interface ExecutionsNeeds {
  readonly stepFunctions: StepFunctions;
  readonly starts: StartLog;
  readonly may: (
    who: UserId,
    action: Action,
    machine: string,
  ) => Promise<{ allowed: boolean; because: string; unknown?: true }>;
  /** Whether the policy lets Signalbox touch this state machine at all. */
  readonly isOurs: (machine: string) => boolean;
  /** Told after an abort: whatever waited for this execution waits in vain. */
  readonly onAborted: (executionArn: string) => void;
  readonly clock: Clock;
  readonly log: Logger;
}
