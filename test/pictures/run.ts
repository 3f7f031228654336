import type { HistoryEvent } from '../../src/executions/index.ts';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { progressOf, type Progress, type StateProgress } from '../../src/pictures/index.ts';
import { edgeName, type EdgeKind } from '../../src/pictures/progress/progress.ts';
import type { Machine, Scope, State } from '../../src/states-language/index.ts';
import { machineOf, run, type Run } from '../states-language/run.ts';

/** An execution of the interpreter, looked at as a picture does. */
export interface Seen extends Run {
  readonly machine: Machine;
  history(): readonly HistoryEvent[];
  /** @param newest only so many events, as a follower reads them */
  progress(options?: { newest?: number; waiting?: readonly string[] }): Progress;
  of(name: string, options?: { newest?: number; waiting?: readonly string[] }): StateProgress;
  took(from: string, kind: EdgeKind, to?: string): boolean;
}

export function see(definition: JsonObject, input: JsonValue = {}): Seen {
  const machine = machineOf(definition);
  const ran = run(definition, input);
  const history = () => historyOf(ran);
  const progress: Seen['progress'] = ({ newest, waiting = [] } = {}) =>
    progressOf(machine, newest === undefined ? history() : history().slice(-newest), { waiting });
  return {
    ...ran,
    machine,
    history,
    progress,
    of: (name, options) => progress(options).of(stateIn(machine, name)),
    took: (from, kind, to = '') => progress().took(stateIn(machine, from), edgeName(kind, to)),
  };
}

function historyOf({ events }: Run): readonly HistoryEvent[] {
  return events.map(({ id, previousEventId, type, timestamp, details = {} }) => ({
    id,
    previousEventId,
    type,
    at: timestamp,
    details,
  }));
}

export function* statesIn(scope: Scope): Generator<State> {
  for (const state of scope.states.values()) {
    yield state;
    for (const branch of state.branches) yield* statesIn(branch);
  }
}

export function stateIn(scope: Scope, name: string): State {
  const found = [...statesIn(scope)].find((state) => state.name === name);
  if (!found) throw new Error(`there is no state ${name}`);
  return found;
}
