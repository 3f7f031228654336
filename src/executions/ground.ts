import type { Action, UserId } from '../access/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import type { StartLog } from './start-log.ts';
import type { StepFunctions } from './step-functions.ts';

/** What everything that people do with executions stands on. */
export interface ExecutionsNeeds {
  readonly stepFunctions: StepFunctions;
  readonly starts: StartLog;
  readonly may: Asks;
  /** As `may`, of somebody who wants to do it now: a refusal is audited. */
  readonly demand: Asks;
  /** Whether the policy lets Signalbox touch this state machine at all. */
  readonly isOurs: (machine: string) => boolean;
  /** Told after an abort: whatever waited for this execution waits in vain. */
  readonly onAborted: (executionArn: string) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

type Asks = (who: UserId, action: Action, machine: string) => Promise<{ allowed: boolean; because: string }>;
