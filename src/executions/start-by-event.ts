import { derivedId, type JsonValue } from '../platform/index.ts';
import { createFinder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { StepFunctionsRefused } from './refused.ts';
import { readStartInput } from './start-input.ts';

/** Starts what a route of signalbox.yaml names, in nobody's name. @throws what another try may mend */
export type StartByEvent = (wish: {
  /** A state machine, by its name or that of a workflow. */
  readonly machine: string;
  readonly input: JsonValue;
  /** The same starts once. */
  readonly requestId: string;
}) => Promise<{ readonly kind: 'started'; readonly executionArn: string } | Refused>;

/** As the schedules of the file do: the rule is the file, and a gate that asks has no known requester. */
export function createStartByEvent(needs: ExecutionsNeeds): StartByEvent {
  const { stepFunctions, workflows } = needs;
  const finder = createFinder(needs);
  return async ({ machine: wanted, input, requestId }) => {
    const machine = await finder.ourMachine(wanted);
    if (isRefused(machine)) return machine;
    const read = readStartInput(JSON.stringify(input), workflows().get(wanted)?.input);
    if (read.kind === 'unfit') return refused(read.sentence);
    try {
      const { executionArn } = await stepFunctions.start({
        stateMachineArn: machine.arn,
        name: derivedId('event', machine.arn, requestId),
        input: read.text,
      });
      needs.onStarted(executionArn);
      return { kind: 'started', executionArn };
    } catch (error) {
      if (error instanceof StepFunctionsRefused && !error.passing) return refused(error.message);
      throw error;
    }
  };
}
