import type { Action, UserId } from '../access/index.ts';
import { nearest, splitName } from '../platform/index.ts';
import type { ExecutionSummary, StateMachine } from './execution.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { namesInWords } from './names-in-words.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { createSilence } from './silence.ts';

/** Newest executions looked through for a name. */
const lookThrough = 100;
const ofStates = /^arn:[\w-]+:states:[\w-]+:\d{12}:/;

export interface Found {
  readonly execution: ExecutionSummary;
  readonly machine: StateMachine;
}

/** Finds what people name, among what the policy lets Signalbox touch and this person do. */
export interface Finder {
  /** The state machines that the policy lets Signalbox touch. @param onSilent told of accounts that did not answer */
  ours(onSilent?: (sentence: string) => void): Promise<readonly StateMachine[]>;
  /** One of these by its whole name or ARN: what a file or a record says, which nobody may read otherwise. */
  ourMachine(name: string): Promise<StateMachine | Refused>;
  /** As somebody says it: `deploy-api` is enough for `prod/deploy-api` where there is but one. */
  machine(who: UserId, action: Action, name: string): Promise<StateMachine | Refused>;
  /** @param name of a state machine (its newest execution), of an execution, or an execution's ARN */
  execution(who: UserId, action: Action, name: string): Promise<Found | Refused>;
}

export function createFinder(needs: ExecutionsNeeds): Finder {
  const { stepFunctions } = needs;
  const touched = (machines: readonly StateMachine[]) => machines.filter(({ name }) => needs.isOurs(name));
  const ours: Finder['ours'] = async (onSilent) =>
    touched(await stepFunctions.machines({ ...(onSilent && { onSilent }) }));
  /** The state machines among which a name has its meaning. An account that it names must answer. */
  const among = async (name: string, onSilent: (sentence: string) => void) => {
    if (ofStates.test(name)) return touched(await stepFunctions.machines({ arn: name }));
    const { account } = splitName(name);
    if (account !== undefined) return touched(await stepFunctions.machines({ account }));
    // A whole name of home waits for no other account.
    const home = touched(await stepFunctions.machines({ account: '' }));
    return named(home, name) ? home : ours(onSilent);
  };
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

  /** Also by the short name, where it is clear; a machine of an account that is silent may be meant as well. */
  const saidToBe = (
    machines: readonly StateMachine[],
    name: string,
    silent: readonly string[],
  ): StateMachine | Refused | undefined => {
    const exact = named(machines, name);
    if (exact) return exact;
    const [first, second, ...more] = machines.filter((machine) => splitName(machine.name).plain === name);
    if (!first) return undefined;
    if (second)
      return refused(
        `"${name}" may mean ${namesInWords([first, second, ...more].map((one) => one.name))}. Which one? Nothing was done.`,
      );
    return silent.length === 0
      ? first
      : refused(
          `${silent.join(' ')} So it is not clear whether "${name}" is ${first.name}; give the whole name. Nothing was done.`,
        );
  };

  const newestOf = async (machine: StateMachine): Promise<Found | Refused> => {
    const [newest] = await stepFunctions.executions(machine.arn, { limit: 1 });
    return newest
      ? { execution: newest, machine }
      : refused(`${machine.name} has no executions yet. Start one with \`/workflow start ${machine.name}\`.`);
  };

  const unknown = (name: string, machines: readonly StateMachine[], silent: readonly string[]) => {
    const meant = didYouMean(name, machines);
    const hint = meant === undefined ? '`/workflow list` shows those there are.' : `Did you mean "${meant}"?`;
    return refused(
      [`There is no state machine "${name}" that Signalbox may touch.`, ...silent, hint].join(' '),
    );
  };

  /** The execution of this name among the newest of these. */
  const executionNamed = async (
    name: string,
    permitted: readonly StateMachine[],
    silence: ReturnType<typeof createSilence>,
  ): Promise<Found | Refused> => {
    const found: Found[] = [];
    for (const machine of permitted)
      await silence.unless(machine, async () => {
        for (const execution of await stepFunctions.executions(machine.arn, { limit: lookThrough }))
          if (execution.executionArn === name || execution.name === name) found.push({ execution, machine });
      });
    const [first, second] = found;
    if (first && second)
      return refused(
        `"${name}" names ${String(found.length)} executions; give the whole ARN, such as ${first.execution.executionArn}.`,
      );
    if (first) return first;
    const meant = didYouMean(name, permitted);
    const unseen = `There is no execution or state machine "${name.slice(0, 200)}" among the newest that you may see.`;
    return refused(
      [unseen, ...silence.sentences(), ...(meant === undefined ? [] : [`Did you mean "${meant}"?`])].join(
        ' ',
      ),
    );
  };

  return {
    ours,
    async ourMachine(name) {
      const { account = '' } = splitName(needs.workflows().get(name)?.machine ?? name);
      const of = ofStates.test(name) ? { arn: name } : { account };
      const machines = touched(await stepFunctions.machines(of));
      return named(machines, name) ?? unknown(name, machines, []);
    },
    async machine(who, action, name) {
      const silence = createSilence();
      const machines = await among(name, silence.add);
      const silent = silence.sentences();
      const found = saidToBe(machines, name, silent) ?? unknown(name, machines, silent);
      return isRefused(found) ? found : ((await forbidden(who, action, found.name)) ?? found);
    },
    async execution(who, action, name) {
      const silence = createSilence();
      const machines = await among(name, silence.add);
      const byMachine = saidToBe(machines, name, silence.sentences());
      if (byMachine && isRefused(byMachine)) return byMachine;
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
      return executionNamed(name, permitted, silence);
    },
  };
}
