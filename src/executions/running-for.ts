import type { UserId } from '../access/index.ts';
import type { ExecutionSummary, StateMachine } from './execution.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { createSilence } from './silence.ts';

/** Running executions of one state machine are looked at no further. */
const mostOfOne = 100;
/** Many who look at the same moment share one look. */
const lookForMs = 2_000;

export interface RunningExecution {
  readonly execution: ExecutionSummary;
  readonly machine: string;
  readonly startedBy?: UserId;
}

/** What runs and this person may see, newest first. */
export type RunningFor = (request: { who: UserId; limit: number }) => Promise<{
  readonly kind: 'running';
  readonly running: readonly RunningExecution[];
  readonly inAll: number;
  /** A sentence for each account that did not answer. */
  readonly silent: readonly string[];
}>;

export function runningFor(needs: ExecutionsNeeds, finder: Finder): RunningFor {
  const { stepFunctions, starts, clock, may } = needs;
  let last: { readonly at: number; readonly found: ReturnType<typeof look> } | undefined;
  const look = async () => {
    const found: { machine: StateMachine; execution: ExecutionSummary }[] = [];
    const silence = createSilence();
    for (const machine of await finder.ours(silence.add)) {
      // Express executions are in no list.
      if (machine.type === 'EXPRESS') continue;
      await silence.unless(machine, async () => {
        const running = await stepFunctions.executions(machine.arn, { status: 'RUNNING', limit: mostOfOne });
        found.push(...running.map((execution) => ({ machine, execution })));
      });
    }
    return {
      everything: found.sort((a, b) => b.execution.startedAt - a.execution.startedAt),
      silent: silence.sentences(),
    };
  };
  const lately = () => {
    if (last && clock.now() - last.at < lookForMs) return last.found;
    const found = look();
    last = { at: clock.now(), found };
    found.catch(() => (last = undefined));
    return found;
  };
  return async ({ who, limit }) => {
    const { everything, silent } = await lately();
    const machines = [...new Set(everything.map(({ machine }) => machine.name))];
    const verdicts = await Promise.all(
      machines.map(async (name) => (await may(who, 'status', name)).allowed),
    );
    const visible = new Set(machines.filter((_, index) => verdicts[index]));
    const mine = everything.filter(({ machine }) => visible.has(machine.name));
    const running = await Promise.all(
      mine.slice(0, limit).map(async ({ machine, execution }) => {
        const start = await starts.startOf(execution.executionArn);
        return { execution, machine: machine.name, ...(start && { startedBy: start.startedBy }) };
      }),
    );
    return { kind: 'running', running, inAll: mine.length, silent };
  };
}
