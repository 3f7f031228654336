import type { HistoryEvent } from '../../executions/index.ts';
import { waysOf, type Machine, type State } from '../../states-language/index.ts';
import { Places, type Place } from './places.ts';
import { edgeName } from './progress.ts';
import { endOpen, isOpen, newRun, newVisit, type ScopeRun, type Visit } from './visit.ts';

/** Follows a history event by event, oldest first, into the run that it tells of. */
export function readHistory(machine: Machine, events: readonly HistoryEvent[]): ScopeRun {
  const places = new Places(machine);
  for (const event of [...events].sort((one, other) => one.id - other.id))
    places.set(event, placeAfter(places, event));
  return places.root;
}

function placeAfter(places: Places, event: HistoryEvent): Place | undefined {
  const before = places.before(event);
  const { type } = event;
  if (type.startsWith('Execution')) return executionEvent(places, event, before);
  if (type.endsWith('StateEntered')) return entered(places, event, before);
  if (type.endsWith('StateExited')) return exited(places, event, before);
  if (type.startsWith('MapIteration')) return iterationEvent(places, event, before);
  if (type.startsWith('MapRun') || /^(?:Map|Parallel)State/.test(type)) {
    const visit = places.enclosing(type.startsWith('Map') ? 'Map' : 'Parallel', before);
    return visit ? holderEvent(visit, event, before) : before;
  }
  if (type === 'EvaluationFailed' || type === 'TaskStateAborted' || type === 'WaitStateAborted')
    return stateEvent(places, event, before);
  return taskEvent(places, event, before);
}

function executionEvent(places: Places, event: HistoryEvent, before: Place | undefined): Place {
  const { root } = places;
  const broken = before?.visit;
  switch (event.type) {
    case 'ExecutionFailed':
      endOpen(root, event.at, { outcome: 'failed', broken, cutShort: true });
      break;
    case 'ExecutionAborted':
      endOpen(root, event.at, { outcome: 'aborted', cutShort: true });
      break;
    case 'ExecutionTimedOut':
      endOpen(root, event.at, { outcome: 'timed-out', cutShort: true });
      break;
    case 'ExecutionRedriven':
      for (const visit of places.cutShort()) reopen(visit);
      break;
    case 'ExecutionSucceeded':
      root.ended = 'done';
  }
  return { run: root };
}

/** A redrive goes on where the execution ended. */
function reopen(visit: Visit): void {
  delete visit.end;
  delete visit.exitedAt;
  delete visit.failing;
  delete visit.run.ended;
  visit.tried = false;
  if (visit.mapRun === 'failed') visit.mapRun = 'running';
}

function entered(places: Places, event: HistoryEvent, before: Place | undefined): Place | undefined {
  const name = nameIn(event);
  const run = places.runOf(name, before);
  const state = run?.scope.states.get(name);
  if (!run || !state) return before;
  const last = run.visits.at(-1);
  if (last) linkTo(last, state);
  const visit = newVisit(state, run, event.at);
  return { run, visit };
}

/** Which way led from one state to the next. */
function linkTo(from: Visit, to: State): void {
  const ways = waysOf(from.state).filter(({ target }) => target === to.name);
  if (ways.length === 0) return;
  const caught = ways.some(({ kind }) => kind === 'catch');
  const byCatch = caught && (ways.every(({ kind }) => kind === 'catch') || from.failing !== undefined);
  from.run.taken.push([from.state, edgeName(byCatch ? 'catch' : 'next', to.name)]);
  if (byCatch) from.end = 'caught';
}

function exited(places: Places, event: HistoryEvent, before: Place | undefined): Place | undefined {
  const visit = places.openVisit(nameIn(event), before);
  if (!visit) return before;
  for (const run of visit.inner)
    endOpen(run, event.at, { outcome: visit.failing ? 'failed' : 'aborted', cutShort: false });
  visit.end = visit.failing ? 'caught' : 'done';
  visit.exitedAt = event.at;
  visit.taskOpen = false;
  return { run: visit.run, visit };
}

function iterationEvent(places: Places, event: HistoryEvent, before: Place | undefined): Place | undefined {
  const visit = places.openVisit(nameIn(event), before);
  const { index } = event.details;
  const scope = visit?.state.branches[0];
  if (!visit || !scope || typeof index !== 'number') return before;
  const known = visit.inner.findLast((run) => run.index === index);
  if (event.type === 'MapIterationStarted') {
    const run = newRun(scope, visit, index);
    visit.inner.push(run);
    return { run };
  }
  const run = known ?? newRun(scope, visit, index);
  if (!known) visit.inner.push(run);
  if (event.type === 'MapIterationSucceeded') run.ended = 'done';
  else {
    const outcome = event.type === 'MapIterationFailed' ? 'failed' : 'aborted';
    run.ended = outcome;
    endOpen(run, event.at, { outcome, broken: before?.visit, cutShort: false });
  }
  return { run: visit.run, visit };
}

/** What happens to a Parallel or a Map as a whole. */
function holderEvent(visit: Visit, event: HistoryEvent, before: Place | undefined): Place {
  const place = { run: visit.run, visit };
  const { type, details } = event;
  if (type === 'ParallelStateStarted' || type === 'MapStateStarted') {
    begin(visit);
    visit.inner = [];
    if (typeof details['length'] === 'number') visit.total = details['length'];
  }
  if (type === 'MapRunStarted' || type === 'MapRunRedriven') visit.mapRun = 'running';
  if (type === 'MapRunSucceeded') visit.mapRun = 'succeeded';
  if (type === 'MapRunFailed') visit.mapRun = 'failed';
  if (type.endsWith('Succeeded')) delete visit.failing;
  if (type.endsWith('Failed')) {
    const broken = before?.visit === visit ? undefined : before?.visit;
    noteFailure(visit, event, broken);
    for (const run of visit.inner) endOpen(run, event.at, { outcome: 'failed', broken, cutShort: false });
  }
  if (type.endsWith('Aborted')) {
    for (const run of visit.inner) endOpen(run, event.at, { outcome: 'aborted', cutShort: false });
    visit.end = 'aborted';
    visit.exitedAt = event.at;
  }
  return place;
}

function noteFailure(visit: Visit, event: HistoryEvent, inner?: Visit): void {
  const error = event.details['error'] ?? inner?.error;
  visit.failing = event.type.endsWith('TimedOut') || error === 'States.Timeout' ? 'timed-out' : 'failed';
  if (typeof error === 'string') visit.error = error;
  visit.taskOpen = false;
}

function stateEvent(places: Places, event: HistoryEvent, before: Place | undefined): Place | undefined {
  const { state } = event.details;
  const visit = typeof state === 'string' ? places.openVisit(state, before) : before?.visit;
  if (!visit) return before;
  if (event.type === 'EvaluationFailed') noteFailure(visit, event);
  else if (isOpen(visit)) {
    // What broke by itself is written as aborted too, where its branch ends with it.
    visit.end = visit.failing ?? 'aborted';
    visit.exitedAt = event.at;
    visit.taskOpen = false;
  }
  return { run: visit.run, visit };
}

/** Scheduled, started, submitted, succeeded, failed or timed out: a try of a Task. */
function taskEvent(places: Places, event: HistoryEvent, before: Place | undefined): Place | undefined {
  const { type } = event;
  const scheduled = type.endsWith('Scheduled');
  const visit = scheduled && before && !before.visit ? redrivenTask(places, event) : before?.visit;
  if (!visit) return before;
  if (scheduled) {
    begin(visit);
    visit.taskOpen = true;
  } else if (type.endsWith('Succeeded')) {
    delete visit.failing;
    visit.taskOpen = false;
  } else if (type.endsWith('Failed') || type.endsWith('TimedOut')) noteFailure(visit, event);
  return { run: visit.run, visit };
}

/** A task that a redrive begins again names no state: the first that was cut short, of this resource where it says one. */
function redrivenTask(places: Places, event: HistoryEvent): Visit | undefined {
  const { resource } = event.details;
  const open = places
    .cutShort()
    .filter((visit) => isOpen(visit) && visit.state.type === 'Task' && !visit.tried);
  const named = open.find(({ state }) => {
    const written = state.fields['Resource'];
    return typeof written === 'string' && typeof resource === 'string' && written.endsWith(resource);
  });
  return named ?? open[0];
}

function begin(visit: Visit): void {
  if (visit.tried && visit.failing) visit.retries += 1;
  visit.tried = true;
  delete visit.failing;
}

function nameIn(event: HistoryEvent): string {
  const { name } = event.details;
  return typeof name === 'string' ? name : '';
}
