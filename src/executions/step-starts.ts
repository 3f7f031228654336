import type { UserId } from '../access/index.ts';
import { machineOfArn } from '../platform/index.ts';
import type { StatusChange } from './follow.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { known } from './known.ts';
import { isRefused, type Refused } from './refusal.ts';
import { createStartOnce, type WrittenStart } from './start-once.ts';
import { statusOf } from './status-of.ts';

/** A step of an incident's runbook that starts a state machine. */
export interface StepStart extends WrittenStart {
  /** Where its card is followed. */
  readonly channel: string;
  /** Who pressed; absent where nobody was asked. */
  readonly by?: UserId;
}

/** What steps of runbooks need of executions. */
export interface StepStarts {
  /** Starts it, once, and follows it. @throws what another try may mend */
  start(
    step: StepStart,
  ): Promise<{ readonly kind: 'started'; readonly executionArn: string; readonly machine: string } | Refused>;
  /** How it stands; undefined where AWS no longer knows it. @throws where AWS does not say now */
  status(executionArn: string): Promise<StatusChange | undefined>;
}

export function createStepStarts(
  needs: ExecutionsNeeds & {
    /** What was heard of an execution last; undefined where nobody follows it. */
    heard: (executionArn: string) => Promise<StatusChange | undefined>;
  },
): StepStarts {
  const { stepFunctions, starts, follows, clock, log } = needs;
  const startOnce = createStartOnce(needs);
  return {
    async start({ channel, by, ...start }) {
      const started = await startOnce('step', start, async (executionArn) => {
        // Written first: a gate that asks at once must find its requester.
        if (by !== undefined)
          await starts.remember({ executionArn, startedBy: by, at: clock.now(), via: 'incident' });
      });
      if (isRefused(started)) return started;
      const { executionArn, name, machine } = started;
      log.info({ executionArn, requester: by }, 'execution started by a step');
      await follows.watch(
        {
          ...{ executionArn, stateMachineArn: machine.arn, machine: machine.name, name },
          ...{ status: 'RUNNING', redriveCount: 0, startedAt: clock.now() },
        },
        { channel, ...(by !== undefined && { startedBy: by }) },
      );
      return { kind: 'started', executionArn, machine: machine.name };
    },
    async status(executionArn) {
      const heard = await needs.heard(executionArn);
      if (heard) return heard;
      const found = await known(() => stepFunctions.describe(executionArn), undefined);
      return found && statusOf(found, machineOfArn(executionArn));
    },
  };
}
