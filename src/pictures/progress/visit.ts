import type { Scope, State } from '../../states-language/index.ts';
import type { EdgeName, Outcome } from './progress.ts';

/** One stay in a state. */
export interface Visit {
  readonly state: State;
  readonly run: ScopeRun;
  readonly enteredAt?: number;
  exitedAt?: number;
  retries: number;
  /** How the last try failed, until the next one begins. */
  failing?: 'failed' | 'timed-out';
  error?: string;
  /** A task is scheduled or started, and has not answered. */
  taskOpen: boolean;
  tried: boolean;
  /** How it stands for good, as far as the execution is not redriven. */
  end?: Outcome;
  /** Ended with the execution, not by itself: a redrive goes on with it. */
  cutShort: boolean;
  total?: number;
  mapRun?: 'running' | 'succeeded' | 'failed';
  /** Branches or iterations of the last try. */
  inner: ScopeRun[];
}

/** One run through the states of a scope: the execution, a branch, an iteration. */
export interface ScopeRun {
  readonly scope: Scope;
  readonly parent?: Visit;
  /** Of a Map's iteration. */
  readonly index?: number;
  readonly visits: Visit[];
  readonly taken: (readonly [State, EdgeName])[];
  ended?: 'done' | 'failed' | 'aborted';
}

export function newRun(scope: Scope, parent?: Visit, index?: number): ScopeRun {
  return {
    scope,
    visits: [],
    taken: [],
    ...(parent && { parent }),
    ...(index !== undefined && { index }),
  };
}

export function newVisit(state: State, run: ScopeRun, enteredAt?: number): Visit {
  const visit: Visit = {
    state,
    run,
    retries: 0,
    taskOpen: false,
    tried: false,
    cutShort: false,
    inner: [],
    ...(enteredAt !== undefined && { enteredAt }),
  };
  run.visits.push(visit);
  return visit;
}

export const isOpen = (visit: Visit): boolean => visit.end === undefined;

/** Every visit of a run and of what ran inside, innermost first. */
export function* visitsIn(run: ScopeRun): Generator<Visit> {
  for (const visit of run.visits) {
    for (const inner of visit.inner) yield* visitsIn(inner);
    yield visit;
  }
}

/** What was under way in a run ends with it: `broken` and what holds it failed, everything else is aborted. */
export function endOpen(
  run: ScopeRun,
  at: number,
  how: { readonly outcome: Outcome; readonly broken?: Visit | undefined; readonly cutShort: boolean },
): void {
  const chain = new Set<Visit>();
  for (let visit = how.broken; visit; visit = visit.run.parent) chain.add(visit);
  for (const visit of visitsIn(run)) {
    if (!isOpen(visit)) continue;
    const failed = chain.has(visit) || visit.failing !== undefined || visit.state.type === 'Fail';
    visit.end = how.outcome === 'failed' ? (failed ? (visit.failing ?? 'failed') : 'aborted') : how.outcome;
    visit.exitedAt = at;
    visit.taskOpen = false;
    visit.cutShort = how.cutShort;
  }
}
