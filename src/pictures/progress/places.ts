import type { HistoryEvent } from '../../executions/index.ts';
import type { Machine, Scope, State } from '../../states-language/index.ts';
import { isOpen, newRun, newVisit, visitsIn, type ScopeRun, type Visit } from './visit.ts';

/** Where an event happened. */
export interface Place {
  readonly run: ScopeRun;
  readonly visit?: Visit;
}

/** Where events happen: each says which event came before it on its branch, and some say the name of a state. */
export class Places {
  readonly root: ScopeRun;
  private readonly byEvent = new Map<number, Place>();
  private readonly owners: ReadonlyMap<string, Owner>;

  constructor(machine: Machine) {
    this.root = newRun(machine);
    const owners = new Map<string, Owner>();
    collectOwners(machine, [], owners);
    this.owners = owners;
  }

  before(event: HistoryEvent): Place | undefined {
    return this.byEvent.get(event.previousEventId);
  }

  set(event: HistoryEvent, place: Place | undefined): void {
    if (place) this.byEvent.set(event.id, place);
  }

  /** The run in which a state of this name is entered next. */
  runOf(name: string, before: Place | undefined): ScopeRun | undefined {
    const { visit } = before ?? {};
    // A branch begins where its Parallel began; a processor's first state is entered from a run made for the iteration.
    if (visit && isOpen(visit)) {
      const branch = visit.state.branches.find(
        (scope) => scope.startAt === name && !visit.inner.some((run) => run.scope === scope),
      );
      if (branch) {
        const run = newRun(branch, visit);
        visit.inner.push(run);
        return run;
      }
    }
    for (let run = before?.run; run; run = run.parent?.run) if (run.scope.states.has(name)) return run;
    return this.guess(name)?.run;
  }

  /** The open visit of a state of this name, looking outwards from where the event before was. */
  openVisit(name: string, before: Place | undefined): Visit | undefined {
    if (before?.visit?.state.name === name && isOpen(before.visit)) return before.visit;
    for (let run = before?.run; run; run = run.parent?.run) {
      const found = run.visits.findLast((visit) => visit.state.name === name && isOpen(visit));
      if (found) return found;
    }
    const guessed = this.guess(name);
    if (!guessed) return undefined;
    const known = guessed.run.visits.findLast((visit) => visit.state === guessed.state && isOpen(visit));
    return known ?? newVisit(guessed.state, guessed.run);
  }

  /** The open Parallel or Map around a place. */
  enclosing(type: 'Parallel' | 'Map', before: Place | undefined): Visit | undefined {
    for (let place = before; place; place = placeOf(place.run.parent)) {
      if (place.visit?.state.type === type && isOpen(place.visit)) return place.visit;
    }
    return undefined;
  }

  /** Where the events before are not at hand, a name alone says which state is meant: names are unique in a machine. */
  private guess(name: string): { run: ScopeRun; state: State } | undefined {
    const owner = this.owners.get(name);
    if (!owner) return undefined;
    let run = this.root;
    for (const { state, scope } of owner.around) {
      const visit = run.visits.findLast((one) => one.state === state && isOpen(one)) ?? newVisit(state, run);
      const known = visit.inner.findLast((inner) => inner.scope === scope);
      if (known) run = known;
      else {
        const made = newRun(scope, visit);
        visit.inner.push(made);
        run = made;
      }
    }
    return { run, state: owner.state };
  }

  /** Tasks that ended with the execution, in the order in which they were entered. */
  cutShort(): readonly Visit[] {
    return [...visitsIn(this.root)].filter((visit) => visit.cutShort);
  }
}

interface Owner {
  readonly state: State;
  readonly around: readonly { readonly state: State; readonly scope: Scope }[];
}

function collectOwners(scope: Scope, around: Owner['around'], owners: Map<string, Owner>): void {
  for (const state of scope.states.values()) {
    if (!owners.has(state.name)) owners.set(state.name, { state, around });
    for (const branch of state.branches) collectOwners(branch, [...around, { state, scope: branch }], owners);
  }
}

function placeOf(visit: Visit | undefined): Place | undefined {
  return visit && { run: visit.run, visit };
}
