import type { Action, UserId } from '../access/index.ts';
import { nearest } from '../platform/index.ts';
import type { ExecutionSummary, StateMachine } from './execution.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';

/** Newest executions looked through for a name. */
const lookThrough = 100;

export interface Found {
  readonly execution: ExecutionSummary;
  readonly machine: StateMachine;
}

/** Finds what people name, among what the policy lets Signalbox touch and this person do. */
export interface Finder {
  /** The state machines that the policy lets Signalbox touch. */
  ours(): Promise<readonly StateMachine[]>;
  /** One of these by its name or ARN. */
  ourMachine(name: string): Promise<StateMachine | Refused>;
  machine(who: UserId, action: Action, name: string): Promise<StateMachine | Refused>;
  /** @param name of a state machine (its newest execution), of an execution, or an execution's ARN */
  execution(who: UserId, action: Action, name: string): Promise<Found | Refused>;
}

export function createFinder(needs: ExecutionsNeeds): Finder {
  const { stepFunctions } = needs;
  const ours = async () => (await stepFunctions.machines()).filter(({ name }) => needs.isOurs(name));
  const forbidden = async (who: UserId, action: Action, machine: string): Promise<Refused | undefined> => {
    const verdict = await needs.demand(who, action, machine);
    return verdict.allowed ? undefined : refused(`Nothing was done: ${verdict.because}.`);
  };
  const didYouMean = (name: string, machines: readonly StateMachine[]) =>
    nearest(
      name,
      machines.map((machine) => machine.name),
    );
  /** By its name, its ARN, or the name of a workflow that starts it. */
  const named = (machines: readonly StateMachine[], name: string) =>
    machines.find((machine) => machine.name === name || machine.arn === name) ??
    machines.find((machine) => machine.name === needs.workflows().get(name)?.machine);

  const newestOf = async (machine: StateMachine): Promise<Found | Refused> => {
    const [newest] = await stepFunctions.executions(machine.arn, { limit: 1 });
    return newest
      ? { execution: newest, machine }
      : refused(`${machine.name} has no executions yet. Start one with \`/workflow start ${machine.name}\`.`);
  };

  const ourMachine = async (name: string): Promise<StateMachine | Refused> => {
    const machines = await ours();
    const found = named(machines, name);
    if (found) return found;
    const meant = didYouMean(name, machines);
    return refused(
      `There is no state machine "${name}" that Signalbox may touch.${meant === undefined ? ' `/workflow list` shows those there are.' : ` Did you mean "${meant}"?`}`,
    );
  };

  return {
    ours,
    ourMachine,
    async machine(who, action, name) {
      const found = await ourMachine(name);
      return isRefused(found) ? found : ((await forbidden(who, action, found.name)) ?? found);
    },
    async execution(who, action, name) {
      const machines = await ours();
      const byMachine = named(machines, name);
      if (byMachine) return (await forbidden(who, action, byMachine.name)) ?? (await newestOf(byMachine));
      const ofArn = machines.find(({ arn }) =>
        name.startsWith(`${arn.replace(':stateMachine:', ':execution:')}:`),
      );
      if (ofArn) {
        // Named in full: no list need be read.
        const execution = (await forbidden(who, action, ofArn.name)) ?? (await stepFunctions.describe(name));
        return isRefused(execution) ? execution : { execution, machine: ofArn };
      }
      const permitted: StateMachine[] = [];
      for (const machine of machines)
        if ((await needs.may(who, action, machine.name)).allowed) permitted.push(machine);
      const found: Found[] = [];
      for (const machine of permitted) {
        for (const execution of await stepFunctions.executions(machine.arn, { limit: lookThrough })) {
          if (execution.executionArn === name || execution.name === name) found.push({ execution, machine });
        }
      }
      const [first, second] = found;
      if (first && second)
        return refused(
          `"${name}" names ${String(found.length)} executions; give the whole ARN, such as ${first.execution.executionArn}.`,
        );
      if (first) return first;
      const meant = didYouMean(name, permitted);
      return refused(
        `There is no execution or state machine "${name.slice(0, 200)}" among the newest that you may see.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
      );
    },
  };
}
