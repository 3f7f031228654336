import type { UserId } from '../access/index.ts';
import { derivedId, machineOfArn, type JsonValue } from '../platform/index.ts';
import { createFinder } from './finder.ts';
import type { StatusChange } from './follow.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { known } from './known.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { StepFunctionsRefused } from './refused.ts';
import { readStartInput } from './start-input.ts';
import { statusOf } from './status-of.ts';

/** A step of an incident's runbook that starts a state machine. */
export interface StepStart {
  /** The same starts once. */
  readonly requestId: string;
  /** By its name, or that of a workflow. */
  readonly machine: string;
  readonly input: JsonValue;
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
  const { stepFunctions, starts, follows, workflows, clock, log } = needs;
  const finder = createFinder(needs);
  return {
    async start({ requestId, machine: wanted, input, channel, by }) {
      const machine = await finder.ourMachine(wanted);
      if (isRefused(machine)) return machine;
      const read = readStartInput(JSON.stringify(input), workflows().get(wanted)?.input);
      if (read.kind === 'unfit') return refused(read.sentence);
      const name = derivedId('step', machine.arn, requestId);
      const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
      // Written first: a gate that asks at once must find its requester.
      if (by !== undefined)
        await starts.remember({ executionArn, startedBy: by, at: clock.now(), via: 'incident' });
      try {
        await stepFunctions.start({ stateMachineArn: machine.arn, name, input: read.text });
      } catch (error) {
        if (error instanceof StepFunctionsRefused && !error.passing) return refused(error.message);
        throw error;
      }
      log.info({ executionArn, requester: by }, 'execution started by a step');
      needs.onStarted(executionArn);
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
