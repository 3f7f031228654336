import type { UserId } from '../access/index.ts';
import type { ExecutionSummary } from './execution.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { refused, type Refused } from './refusal.ts';

/** Running executions are counted no further. */
const mostCounted = 100;

export interface MachineLine {
  readonly name: string;
  readonly running: number;
  readonly last?: ExecutionSummary;
}

export type ListMachines = (
  who: UserId,
) => Promise<{ kind: 'listed'; machines: readonly MachineLine[] } | Refused>;

/** The state machines that somebody may see, and how each stands. */
export function listMachines({ stepFunctions, may, demand }: ExecutionsNeeds, finder: Finder): ListMachines {
  return async (who) => {
    const machines: MachineLine[] = [];
    for (const machine of await finder.ours()) {
      if (!(await may(who, 'list', machine.name)).allowed) continue;
      const running = await stepFunctions.executions(machine.arn, { status: 'RUNNING', limit: mostCounted });
      const [last] = await stepFunctions.executions(machine.arn, { limit: 1 });
      machines.push({ name: machine.name, running: running.length, ...(last && { last }) });
    }
    if (machines.length > 0) return { kind: 'listed', machines };
    const verdict = await demand(who, 'list', '*');
    return refused(
      verdict.allowed
        ? 'There are no state machines that Signalbox may touch; `machines:` of signalbox.yaml names them.'
        : `Nothing to show: ${verdict.because}.`,
    );
  };
}
