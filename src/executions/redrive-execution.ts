import type { UserId } from '../access/index.ts';
import { derivedId } from '../platform/index.ts';
import { currentStates } from './current-states.ts';
import type { ExecutionSummary } from './execution.ts';
import { explain } from './explain/explain.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import { statusOf } from './status-of.ts';

/** Newest events that say what a redrive would run again. */
const newestEvents = 1_000;

export interface Redrivable {
  readonly kind: 'redrivable';
  readonly execution: ExecutionSummary;
  readonly machine: string;
  /** Names of the states that failed or were stopped: they run again, and what follows them. */
  readonly again: readonly string[];
  /** Why it ended, in one sentence. */
  readonly why: string;
}

export interface Redrive {
  /** The execution that `redrive` would go on with. */
  readonly toRedrive: (request: { who: UserId; name: string }) => Promise<Redrivable | Refused>;
  /** @param round `redriveCount` of the execution that was confirmed: a double submit redrives once */
  readonly redrive: (request: {
    who: UserId;
    executionArn: string;
    round: number;
  }) => Promise<{ kind: 'redriven'; execution: ExecutionSummary; machine: string } | Refused>;
}

export function redriveExecution(needs: ExecutionsNeeds, finder: Finder): Redrive {
  const { stepFunctions, log } = needs;
  const find = async (who: UserId, name: string) => {
    const found = await finder.execution(who, 'redrive', name);
    if (isRefused(found)) return found;
    const { machine } = found;
    if (machine.type === 'EXPRESS')
      return refused(
        `${machine.name} is an Express state machine: its executions cannot be redriven. Start a new one.`,
      );
    const execution = await stepFunctions.describe(found.execution.executionArn);
    return { execution, machine: machine.name };
  };
  return {
    async toRedrive({ who, name }) {
      const found = await find(who, name);
      if (isRefused(found)) return found;
      const { execution, machine } = found;
      const which = `${execution.name} of ${machine}`;
      if (execution.status === 'RUNNING')
        return refused(`${which} still runs. Only what failed, timed out or was aborted can be redriven.`);
      if (execution.status === 'SUCCEEDED')
        return refused(
          `${which} succeeded: there is nothing to redrive. \`/workflow start ${machine}\` starts a new execution.`,
        );
      if (execution.redrivable === false)
        return refused(
          `${which} cannot be redriven. AWS says: ${execution.notRedrivableBecause ?? 'no reason'}. \`/workflow start ${machine}\` starts a new execution.`,
        );
      const history = await stepFunctions.history(execution.executionArn, {
        newestFirst: true,
        limit: newestEvents,
      });
      return {
        kind: 'redrivable',
        execution,
        machine,
        again: [...new Set(currentStates(history).map((state) => state.name))],
        why: explain(history, execution).sentence,
      };
    },
    async redrive({ who, executionArn, round }) {
      const found = await find(who, executionArn);
      if (isRefused(found)) return found;
      const { execution, machine } = found;
      if (execution.redriveCount !== round) {
        return refused(`${execution.name} of ${machine} was redriven meanwhile: nothing was done twice.`);
      }
      await stepFunctions.redrive(executionArn, { requestId: derivedId('rdr', executionArn, String(round)) });
      log.info({ executionArn, who, round: round + 1 }, 'execution redriven');
      const after = await stepFunctions.describe(executionArn);
      await needs.follows.redriven(statusOf(after, machine), who);
      return { kind: 'redriven', execution: after, machine };
    },
  };
}
