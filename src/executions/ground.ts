import type { Action, UserId } from '../access/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import type { Follows } from './follows.ts';
import type { Places } from './places.ts';
import type { Draws } from './run-picture.ts';
import type { StartLog } from './start-log.ts';
import type { StepFunctions } from './step-functions.ts';
import type { Workflow } from './workflow.ts';

/** What everything that people do with executions stands on. */
export interface ExecutionsNeeds {
  readonly stepFunctions: StepFunctions;
  readonly starts: StartLog;
  readonly may: Asks;
  /** As `may`, of somebody who wants to do it now: a refusal is audited. */
  readonly demand: Asks;
  /** Whether the policy lets Signalbox touch this state machine at all. */
  readonly isOurs: (machine: string) => boolean;
  /** Names under which people start state machines, by name. */
  readonly workflows: () => ReadonlyMap<string, Workflow>;
  readonly places: Places;
  /** Told after a start. */
  readonly onStarted: (executionArn: string) => void;
  /** Told after an abort: whatever waited for this execution waits in vain. */
  readonly onAborted: (executionArn: string) => void;
  readonly follows: Pick<Follows, 'watch' | 'leave' | 'redriven'>;
  readonly pictures: Draws;
  readonly clock: Clock;
  readonly log: Logger;
}

type Asks = (
  who: UserId,
  action: Action,
  machine: string,
) => Promise<{ allowed: boolean; because: string; unknown?: true }>;
