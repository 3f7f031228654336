import type { HistoryEvent } from '../../executions/index.ts';
import {
  isDistributed,
  isTerminal,
  resourceOf,
  type Machine,
  type Scope,
  type State,
} from '../../states-language/index.ts';
import {
  edgeName,
  type EdgeName,
  type MapProgress,
  type Outcome,
  type Progress,
  type StateProgress,
} from './progress.ts';
import { readHistory } from './read-history.ts';
import { isOpen, type ScopeRun, type Visit } from './visit.ts';

/** Where several runs of a scope differ, what wants attention is shown. */
const mostTelling: readonly Outcome[] = [
  'waiting',
  'running',
  'failed',
  'timed-out',
  'aborted',
  'caught',
  'done',
];

interface Sum {
  outcomes: Set<Outcome>;
  entered: number;
  retries: number;
  durationMs?: number;
  since?: number;
  error?: string;
  map?: MapProgress;
}

/**
 * How the states of a machine stand, from the events of one execution in any order. Pure. Of a part of a history (the
 * newest events) what cannot be known is `unknown`.
 * @param waiting names of states known to wait for people, beside activities and tasks with a token
 */
export function progressOf(
  machine: Machine,
  events: readonly HistoryEvent[],
  { waiting = [] }: { readonly waiting?: readonly string[] } = {},
): Progress {
  const root = readHistory(machine, events);
  const complete = isComplete(events);
  const sums = new Map<State, Sum>();
  const taken = new Map<State, Set<EdgeName>>();
  gather(root, true, { sums, taken, waiting: new Set(waiting) });
  const reachable = new Set<State>();
  if (complete) certain(machine, sums, reachable);
  return {
    complete,
    of: (state) => progressFrom(sums.get(state), reachable.has(state)),
    took: (from, edge) => taken.get(from)?.has(edge) ?? false,
  };
}

/** Ids count from 1 without a gap. */
function isComplete(events: readonly HistoryEvent[]): boolean {
  const ids = new Set(events.map(({ id }) => id));
  let largest = 0;
  for (const id of ids) largest = Math.max(largest, id);
  return ids.has(1) && largest === ids.size;
}

/** States of which a whole history would have told: not those of child executions. */
function certain(scope: Scope, sums: ReadonlyMap<State, Sum>, into: Set<State>): void {
  for (const state of scope.states.values()) {
    into.add(state);
    const elsewhere = state.type === 'Map' && isDistributed(state.fields) && sums.has(state);
    if (!elsewhere) for (const branch of state.branches) certain(branch, sums, into);
  }
}

interface Gathered {
  readonly sums: Map<State, Sum>;
  readonly taken: Map<State, Set<EdgeName>>;
  readonly waiting: ReadonlySet<string>;
}

/** @param current whether this run counts for how states stand: those inside an earlier visit of a loop do not */
function gather(run: ScopeRun, current: boolean, into: Gathered): void {
  const spent = new Map<State, number>();
  const last = new Map<State, Visit>();
  for (const visit of run.visits) {
    last.set(visit.state, visit);
    const { enteredAt, exitedAt } = visit;
    if (enteredAt !== undefined && exitedAt !== undefined)
      spent.set(visit.state, (spent.get(visit.state) ?? 0) + exitedAt - enteredAt);
  }
  for (const [state, edge] of run.taken) noteTaken(into, state, edge);
  for (const visit of run.visits) {
    const { state } = visit;
    const sum = into.sums.get(state) ?? { outcomes: new Set(), entered: 0, retries: 0 };
    into.sums.set(state, sum);
    sum.entered += 1;
    sum.retries += visit.retries;
    if (visit.error !== undefined) sum.error = visit.error;
    const isLast = last.get(state) === visit;
    for (const inner of visit.inner) gather(inner, current && isLast, into);
    if (!current || !isLast) continue;
    sum.outcomes.add(outcomeOf(visit, into.waiting));
    const time = spent.get(state);
    if (time !== undefined) sum.durationMs = Math.max(sum.durationMs ?? 0, time);
    if (isOpen(visit) && visit.enteredAt !== undefined)
      sum.since = Math.min(sum.since ?? Infinity, visit.enteredAt);
    if (state.type === 'Map') sum.map = mapProgress(visit);
  }
  noteEnd(run, into);
}

function noteTaken(into: Gathered, state: State, edge: EdgeName): void {
  const edges = into.taken.get(state) ?? new Set();
  into.taken.set(state, edges.add(edge));
}

/** A run that came to its end left its last state towards it. */
function noteEnd(run: ScopeRun, into: Gathered): void {
  const last = run.visits.at(-1);
  if (last?.end === 'done' && isTerminal(last.state)) noteTaken(into, last.state, edgeName('end', ''));
}

function outcomeOf(visit: Visit, waiting: ReadonlySet<string>): Outcome {
  const { state } = visit;
  if (visit.end !== undefined) return visit.end;
  if (state.type === 'Fail') return 'failed';
  if (waiting.has(state.name)) return 'waiting';
  return visit.taskOpen && waitsForAnswer(state) ? 'waiting' : 'running';
}

/** Whether a task stays open until somebody outside sends its token back. */
function waitsForAnswer({ fields }: State): boolean {
  const { Resource: resource } = fields;
  return typeof resource === 'string' && resourceOf(resource)?.pattern === 'wait-for-task-token';
}

function mapProgress({ total, mapRun, inner, end }: Visit): MapProgress {
  const ended = (how: ScopeRun['ended']) => inner.filter((run) => run.ended === how).length;
  const failed = ended('failed');
  if (mapRun !== undefined) {
    const all = total !== undefined && mapRun === 'succeeded' ? { total, done: total } : {};
    return { ...(total !== undefined && { total }), ...all, failed };
  }
  const done = end === 'done' && total !== undefined ? total - failed : ended('done');
  return { ...(total !== undefined && { total }), done, failed };
}

function progressFrom(sum: Sum | undefined, certainly: boolean): StateProgress {
  if (!sum) return { outcome: certainly ? 'not-reached' : 'unknown', entered: 0, retries: 0 };
  const { outcomes, ...rest } = sum;
  return { outcome: mostTelling.find((one) => outcomes.has(one)) ?? 'unknown', ...rest };
}
