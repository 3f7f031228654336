import type { UserId } from '../access/index.ts';
import { nearest, splitName } from '../platform/index.ts';
import type { StateMachine } from './execution.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { namesInWords } from './names-in-words.ts';
import { refused, type Refused } from './refusal.ts';
import type { Workflow } from './workflow.ts';

/** Something that can be started: a workflow, or a state machine that no workflow speaks of. */
export interface Startable {
  readonly name: string;
  readonly machine: StateMachine;
  readonly workflow?: Workflow;
}

export interface Startables {
  /**
   * What this person may start, by name.
   * @param channel where; absent for anywhere that takes it @param onSilent told of accounts that did not answer
   */
  all(
    who: UserId,
    channel: string | undefined,
    onSilent: (sentence: string) => void,
  ): Promise<readonly Startable[]>;
  /** What somebody means by a name; they may start it, and here. `tellIn`: where people are to hear of it. */
  find(request: {
    who: UserId;
    name: string;
    channel?: string;
  }): Promise<{ readonly kind: 'found'; readonly startable: Startable; readonly tellIn?: string } | Refused>;
}

/** What was typed is repeated up to here: names are no longer. */
const longestEcho = 80;

export function createStartables(needs: ExecutionsNeeds, finder: Finder): Startables {
  const { places, may } = needs;
  const everything = async (onSilent: (sentence: string) => void): Promise<readonly Startable[]> => {
    const machines = await finder.ours(onSilent);
    const workflows = [...needs.workflows().values()];
    const named = workflows.flatMap((workflow): Startable[] => {
      const machine = machines.find(({ name }) => name === workflow.machine);
      return machine ? [{ name: workflow.name, machine, workflow }] : [];
    });
    const spoken = new Set(named.map(({ machine }) => machine.arn));
    const bare = machines
      .filter(({ arn }) => !spoken.has(arn))
      .map((machine): Startable => ({ name: machine.name, machine }));
    return [...named, ...bare].sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  /** Where people hear of the start; false where it may not be started from here. */
  const placeFor = async (
    { workflow }: Startable,
    who: UserId,
    channel: string | undefined,
  ): Promise<{ readonly tellIn?: string } | false> => {
    if (!workflow || workflow.channels.length === 0) return channel === undefined ? {} : { tellIn: channel };
    for (const named of workflow.channels) {
      const id = await places.idOf(named);
      if (id === undefined) continue;
      if (channel === undefined ? await places.isMember(id, who) : id === channel) return { tellIn: id };
    }
    return false;
  };

  return {
    async all(who, channel, onSilent) {
      const found: Startable[] = [];
      for (const startable of await everything(onSilent)) {
        if (!(await may(who, 'start', startable.machine.name)).allowed) continue;
        if ((await placeFor(startable, who, channel)) !== false) found.push(startable);
      }
      return found;
    },
    async find({ who, name, channel }) {
      const silent: string[] = [];
      const there = await everything((sentence) => silent.push(sentence));
      const meant = meantBy(name, there);
      const [startable] = meant.found;
      if (!startable)
        return refused([...silent, unknown(name, there, [...needs.workflows().values()])].join(' '));
      if (meant.found.length > 1)
        return refused(
          `"${name.slice(0, longestEcho)}" may mean ${namesInWords(meant.found.map((one) => one.name))}. Which one? Nothing was started.`,
        );
      // What is silent may have the same: only a whole name is clear then.
      if (!meant.whole && silent.length > 0)
        return refused(
          `${silent.join(' ')} So it is not clear whether "${name.slice(0, longestEcho)}" is ${startable.name}; give the whole name. Nothing was started.`,
        );
      const verdict = await needs.demand(who, 'start', startable.machine.name);
      if (!verdict.allowed) return refused(`Nothing was started: ${verdict.because}.`);
      const place = await placeFor(startable, who, channel);
      return place === false
        ? refused(elsewhere(startable, channel))
        : { kind: 'found', startable, ...place };
    },
  };
}

/** What a name means: itself, the workflows of a state machine, its name without the account, or the beginning of one name. Pure. */
function meantBy(
  name: string,
  there: readonly Startable[],
): { readonly found: readonly Startable[]; readonly whole: boolean } {
  const wanted = name.toLowerCase();
  const whole: readonly Test[] = [
    (one) => one.name === name,
    ({ machine }) => machine.name === name || machine.arn === name,
  ];
  const loose: readonly Test[] = [
    ({ machine }) => splitName(machine.name).plain === name,
    (one) => one.name.toLowerCase() === wanted,
    (one) => wanted !== '' && one.name.toLowerCase().startsWith(wanted),
  ];
  for (const fits of [...whole, ...loose]) {
    const found = there.filter(fits);
    if (found.length > 0) return { found, whole: whole.includes(fits) };
  }
  return { found: [], whole: true };
}

type Test = (one: Startable) => boolean;

function unknown(name: string, there: readonly Startable[], workflows: readonly Workflow[]): string {
  const workflow = workflows.find((one) => one.name === name);
  if (workflow)
    return `${name} starts the state machine ${workflow.machine}, which is not there or not among \`machines:\` of signalbox.yaml. Nothing was started: whoever runs Signalbox must mend it.`;
  const meant = nearest(
    name,
    there.flatMap((one) => [one.name, one.machine.name]),
  );
  return `There is no workflow or state machine "${name.slice(0, longestEcho)}" that Signalbox may start.${meant === undefined ? ' `/workflow start` shows those there are.' : ` Did you mean "${meant}"?`}`;
}

function elsewhere({ name, workflow }: Startable, channel: string | undefined): string {
  const channels = (workflow?.channels ?? []).map((one) => `#${one.replace(/^#/, '')}`).join(', ');
  return channel === undefined
    ? `${name} was not started: signalbox.yaml allows it in ${channels} only, and you are in none of them.`
    : `${name} may not be started here: signalbox.yaml allows it in ${channels} only. Nothing was started.`;
}
