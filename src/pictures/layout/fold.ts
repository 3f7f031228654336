import type { Scope, State } from '../../states-language/index.ts';
import { PictureTooLarge } from '../faults.ts';

/** More boxes than this are no picture any more: the insides of Parallel and Map states are left out, innermost first. */
const mostDrawn = 400;
/** What cannot be folded away and is still more than this is refused: layout would take longer than anybody waits. */
const mostAtAll = 800;

/** Which Parallel and Map states are drawn closed, and how many states each hides. @throws {PictureTooLarge} */
export function foldedStates(machine: Scope): ReadonlyMap<State, number> {
  const folded = new Map<State, number>();
  const holders = holdersIn(machine, 0).sort(
    (one, other) => other.depth - one.depth || other.inside - one.inside,
  );
  let drawn = countStates(machine);
  const all = drawn;
  for (const { state } of holders) {
    if (drawn <= mostDrawn) break;
    const inside = state.branches.reduce((sum, branch) => sum + countDrawn(branch, folded), 0);
    drawn -= inside;
    folded.set(
      state,
      state.branches.reduce((sum, branch) => sum + countStates(branch), 0),
    );
  }
  if (drawn > mostAtAll) throw new PictureTooLarge(all, mostAtAll);
  return folded;
}

function holdersIn(scope: Scope, depth: number): { state: State; depth: number; inside: number }[] {
  return [...scope.states.values()].flatMap((state) => {
    if (state.branches.length === 0) return [];
    const inside = state.branches.reduce((sum, branch) => sum + countStates(branch), 0);
    return [{ state, depth, inside }, ...state.branches.flatMap((branch) => holdersIn(branch, depth + 1))];
  });
}

function countStates(scope: Scope): number {
  return countDrawn(scope, new Map());
}

function countDrawn(scope: Scope, folded: ReadonlyMap<State, number>): number {
  let count = 0;
  for (const state of scope.states.values()) {
    count += 1;
    if (!folded.has(state)) for (const branch of state.branches) count += countDrawn(branch, folded);
  }
  return count;
}
