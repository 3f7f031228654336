import { nearest } from '../../platform/index.ts';
import type { Scope } from '../machine.ts';
import { isTerminal, waysOf } from '../ways.ts';
import type { Report } from './report.ts';

/** Where the states of one scope lead: targets that exist, states that are reached, an end. */
export function checkGraph(scope: Scope, at: string, report: Report): void {
  const names = [...scope.states.keys()];
  const found = (target: string, where: string) => {
    if (scope.states.has(target)) return true;
    const meant = nearest(target, names);
    report.error(
      where,
      `Missing '${where.split('/').at(-1) ?? ''}' target: ${target}${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
      'MISSING_TRANSITION_TARGET',
    );
    return false;
  };
  const reached = new Set<string>();
  const ahead = scope.startAt !== '' && found(scope.startAt, `${at}/StartAt`) ? [scope.startAt] : [];
  const ways = new Map(
    [...scope.states.values()].map((state) => [
      state.name,
      waysOf(state).filter(({ target, at: below }) => found(target, `${at}/States/${state.name}${below}`)),
    ]),
  );
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const { target } of ways.get(name) ?? []) ahead.push(target);
  }
  for (const name of names) {
    if (reached.size > 0 && !reached.has(name))
      report.error(`${at}/States/${name}`, `State "${name}" is not reachable.`, 'MISSING_TRANSITION_TARGET');
  }
  if (names.length > 0 && ![...scope.states.values()].some(isTerminal))
    report.error(at, 'Workflow has no terminal state', 'MISSING_END_STATE');
}
