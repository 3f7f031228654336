import type { UserId } from '../access/index.ts';
import { currentStates, type RunningState } from './current-states.ts';
import type { Execution } from './execution.ts';
import { explain, type Explanation } from './explain/explain.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, type Refused } from './refusal.ts';

/** Newest events that say where an execution stands: one page, however long the history is. */
const newestEvents = 1_000;

export interface Status {
  readonly execution: Execution;
  readonly machine: string;
  readonly states: readonly RunningState[];
  /** Why it stands so: absent where nothing went wrong. */
  readonly explanation?: Explanation;
  readonly startedBy?: UserId;
}

/** @param name of a state machine (its newest execution), of an execution, or an execution's ARN */
export type ExecutionStatusOf = (request: {
  who: UserId;
  name: string;
}) => Promise<({ kind: 'status' } & Status) | Refused>;

export function executionStatus(
  { stepFunctions, starts }: ExecutionsNeeds,
  finder: Finder,
): ExecutionStatusOf {
  return async ({ who, name }) => {
    const found = await finder.execution(who, 'status', name);
    if (isRefused(found)) return found;
    const { executionArn } = found.execution;
    const execution = await stepFunctions.describe(executionArn);
    const history = await stepFunctions.history(executionArn, { newestFirst: true, limit: newestEvents });
    const explanation = explain(history, execution);
    const start = await starts.startOf(executionArn);
    return {
      kind: 'status',
      execution,
      machine: found.machine.name,
      states: execution.status === 'RUNNING' ? currentStates(history) : [],
      ...((explanation.tries > 0 || explanation.onTheWay.length > 0 || explanation.remedy !== undefined) && {
        explanation,
      }),
      ...(start && { startedBy: start.startedBy }),
    };
  };
}
