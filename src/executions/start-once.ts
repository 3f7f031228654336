import { derivedId, type JsonValue } from '../platform/index.ts';
import type { StateMachine } from './execution.ts';
import { createFinder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { StepFunctionsRefused } from './refused.ts';
import { readStartInput } from './start-input.ts';

/** A start that nobody typed: a file or a record says it. */
export interface WrittenStart {
  /** A state machine, by its name or that of a workflow. */
  readonly machine: string;
  readonly input: JsonValue;
  /** The same starts once. */
  readonly requestId: string;
}

export interface StartedOnce {
  readonly kind: 'started';
  readonly executionArn: string;
  /** The execution's own. */
  readonly name: string;
  readonly machine: StateMachine;
}

/** @param prefix of the execution's name, which says what started it. @param before done before the start itself */
type StartOnce = (
  prefix: string,
  start: WrittenStart,
  before?: (executionArn: string) => Promise<void>,
) => Promise<StartedOnce | Refused>;

/** Starts it under a name that is made of the request. @throws what another try may mend */
export function createStartOnce(needs: ExecutionsNeeds): StartOnce {
  const { stepFunctions, workflows } = needs;
  const finder = createFinder(needs);
  return async (prefix, { machine: wanted, input, requestId }, before) => {
    const machine = await finder.ourMachine(wanted);
    if (isRefused(machine)) return machine;
    const read = readStartInput(JSON.stringify(input), workflows().get(wanted)?.input);
    if (read.kind === 'unfit') return refused(read.sentence);
    const name = derivedId(prefix, machine.arn, requestId);
    const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    await before?.(executionArn);
    try {
      await stepFunctions.start({ stateMachineArn: machine.arn, name, input: read.text });
    } catch (error) {
      if (error instanceof StepFunctionsRefused && !error.passing) return refused(error.message);
      throw error;
    }
    needs.onStarted(executionArn);
    return { kind: 'started', executionArn, name, machine };
  };
}
