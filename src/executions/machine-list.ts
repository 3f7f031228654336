import type { UserId } from '../access/index.ts';
import type { ExecutionSummary } from './execution.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { refused, type Refused } from './refusal.ts';
import { createSilence } from './silence.ts';

/** Running executions are counted no further. */
const mostCounted = 100;

export interface MachineLine {
  readonly name: string;
  readonly arn: string;
  readonly running: number;
  readonly last?: ExecutionSummary;
}

/** `silent`: a sentence for each account that did not answer, or not about all of its state machines. */
export type ListMachines = (
  who: UserId,
) => Promise<{ kind: 'listed'; machines: readonly MachineLine[]; silent: readonly string[] } | Refused>;

/** The state machines that somebody may see, and how each stands. */
export function listMachines({ stepFunctions, may, demand }: ExecutionsNeeds, finder: Finder): ListMachines {
  return async (who) => {
    const machines: MachineLine[] = [];
    const silence = createSilence();
    for (const machine of await finder.ours(silence.add)) {
      if (!(await may(who, 'list', machine.name)).allowed) continue;
      await silence.unless(machine, async () => {
        const { arn, name } = machine;
        const running = await stepFunctions.executions(arn, { status: 'RUNNING', limit: mostCounted });
        const [last] = await stepFunctions.executions(arn, { limit: 1 });
        machines.push({ name, arn, running: running.length, ...(last && { last }) });
      });
    }
    const silent = silence.sentences();
    if (machines.length > 0) return { kind: 'listed', machines, silent };
    if (silent.length > 0) return refused(silent.join(' '));
    const verdict = await demand(who, 'list', '*');
    return refused(
      verdict.allowed
        ? 'There are no state machines that Signalbox may touch; `machines:` of signalbox.yaml names them.'
        : `Nothing to show: ${verdict.because}.`,
    );
  };
}
