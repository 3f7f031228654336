import type { UserId } from '../access/index.ts';
import type { ExecutionSummary } from './execution.ts';
import type { Finder } from './finder.ts';
import type { StepFunctions } from './step-functions.ts';
import { historyLines, type HistoryLine } from './history-lines.ts';
import { isRefused, refused, type Refused } from './refusal.ts';

/** Lines of one page. */
const pageSize = 20;
/** Events before a page, to know which states its own belong to and how long they took. */
const context = 200;
/** Events that one call of GetExecutionHistory gives. */
const aCall = 1_000;
/** AWS keeps no more of an execution. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const mostEvents = 25_000;

export interface HistoryPage {
  readonly kind: 'history';
  readonly execution: ExecutionSummary;
  readonly machine: string;
  /** Newest first. */
  readonly lines: readonly HistoryLine[];
  /** From 1, the newest. */
  readonly page: number;
  readonly older: boolean;
  readonly state?: string;
}

/** @param name as for status @param state only events of this state @param page from 1, the newest */
export type ExecutionHistoryOf = (request: {
  who: UserId;
  name: string;
  state?: string;
  page: number;
}) => Promise<HistoryPage | Refused>;

/** Reads from the end, no further than the page needs; a filter by state reads the whole history. */
export function executionHistory(
  { stepFunctions }: { readonly stepFunctions: Pick<StepFunctions, 'history'> },
  finder: Finder,
): ExecutionHistoryOf {
  /** @returns newest events that were left out, and those that the page needs */
  const readFor = async (executionArn: string, from: number, state: string | undefined) => {
    const newestOnly = (limit: number) => stepFunctions.history(executionArn, { newestFirst: true, limit });
    if (state !== undefined) return { leftOut: 0, events: await newestOnly(mostEvents) };
    const limit = Math.min(from + pageSize + context, mostEvents);
    const [newest] = limit > aCall ? await newestOnly(1) : [];
    // The older half is nearer from the beginning.
    if (!newest || from < newest.id / 2) return { leftOut: 0, events: await newestOnly(limit) };
    const upTo = Math.max(1, newest.id - from);
    const events = await stepFunctions.history(executionArn, { newestFirst: false, limit: upTo });
    return { leftOut: from, events: from < newest.id ? events : [] };
  };
  return async ({ who, name, state, page }) => {
    const found = await finder.execution(who, 'history', name);
    if (isRefused(found)) return found;
    const { execution, machine } = found;
    if (machine.type === 'EXPRESS')
      return refused(
        `${machine.name} is an Express state machine: AWS keeps no history of it, CloudWatch Logs may.`,
      );
    const from = (page - 1) * pageSize;
    const read = await readFor(execution.executionArn, from, state);
    const all = historyLines(read.events, execution.startedAt, state);
    const lines = all.slice(from - read.leftOut, from - read.leftOut + pageSize);
    if (lines.length === 0) return refused(nothingThere(execution, state, page));
    return {
      kind: 'history',
      execution,
      machine: machine.name,
      lines,
      page,
      older: all.length > from - read.leftOut + pageSize,
      ...(state !== undefined && { state }),
    };
  };
}

function nothingThere(execution: ExecutionSummary, state: string | undefined, page: number): string {
  const of = state === undefined ? '' : ` of the state "${state}"`;
  return page > 1
    ? `The history of ${execution.name} has no page ${String(page)}${of}.`
    : `The history of ${execution.name} has no events${of}.`;
}
