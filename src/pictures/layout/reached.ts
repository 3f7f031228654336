import { waysOf, type Scope, type State } from '../../states-language/index.ts';

/** The states to which ways lead from their scope's first one. */
export function reachedStates(scope: Scope, into = new Set<State>()): ReadonlySet<State> {
  const ahead = [scope.startAt];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const state = scope.states.get(name);
    if (!state || into.has(state)) continue;
    into.add(state);
    ahead.push(...waysOf(state).map(({ target }) => target));
  }
  for (const state of scope.states.values()) for (const branch of state.branches) reachedStates(branch, into);
  return into;
}
