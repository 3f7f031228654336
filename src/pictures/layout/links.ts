import { isTerminal, waysOf, type Scope, type State, type Way } from '../../states-language/index.ts';
import type { EdgeKind } from '../progress/progress.ts';
import { drawable, widthOf } from '../text/fonts.ts';
import { wrap } from '../text/wrap.ts';
import { ruleWords } from '../words/rule-words.ts';

export const labelStyle = { size: 12, weight: 400 } as const;
export const labelLine = 16;
const widestLabel = 150;
const mostLines = 3;

/** Ways of one kind from one state to one other: a single edge of the picture. */
export interface Link {
  readonly from: State;
  readonly kind: EdgeKind;
  /** Name of a state; empty for the end. */
  readonly target: string;
  readonly label?: { readonly lines: readonly string[]; readonly width: number; readonly height: number };
  /** Leads back to where the execution came from. */
  readonly back: boolean;
}

/** The edges of a scope, ways to states that are not there left out. @param ends whether the scope's end is drawn */
export function linksOf(scope: Scope, ends: boolean): readonly Link[] {
  const links: Link[] = [];
  const back = backWays(scope);
  for (const state of scope.states.values()) {
    const byTarget = new Map<string, { kind: 'next' | 'catch'; target: string; words: string[] }>();
    for (const way of waysOf(state)) {
      if (!scope.states.has(way.target)) continue;
      const kind = way.kind === 'catch' ? 'catch' : 'next';
      const link = byTarget.get(`${kind}:${way.target}`) ?? { kind, target: way.target, words: [] };
      byTarget.set(`${kind}:${way.target}`, link);
      const words = wayWords(way);
      if (words !== '') link.words.push(words);
    }
    for (const { kind, target, words } of byTarget.values()) {
      const label = labelOf(words.join(kind === 'catch' ? ', ' : ' or '));
      links.push({ from: state, kind, target, back: back.has(`${state.name}>${target}`), ...label });
    }
    if (ends && isTerminal(state) && state.type !== 'Fail')
      links.push({ from: state, kind: 'end', target: '', back: false });
  }
  return links;
}

function wayWords(way: Way): string {
  switch (way.kind) {
    case 'next':
      return '';
    case 'default':
      return 'Default';
    case 'choice':
      return ruleWords(way.rule);
    case 'catch':
      return way.errors.map((error) => (error === 'States.ALL' ? 'any error' : error)).join(', ');
  }
}

function labelOf(words: string): Pick<Link, 'label'> {
  const text = drawable(words);
  if (text === '') return {};
  const lines = wrap(text, labelStyle, widestLabel, mostLines);
  const widths = lines.map((line) => widthOf(line, labelStyle.size, labelStyle.weight));
  const width = Math.ceil(Math.max(...widths)) + 10;
  return { label: { lines, width, height: lines.length * labelLine + 4 } };
}

/** Which ways close a loop, seen from the first state on. */
function backWays(scope: Scope): ReadonlySet<string> {
  const back = new Set<string>();
  const seen = new Set<string>();
  const open = new Set<string>();
  // A stack of our own: a chain of states may be longer than calls can nest.
  const visit = (first: string) => {
    const stack = [{ name: first, ahead: targetsOf(scope, first) }];
    seen.add(first);
    open.add(first);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = top.ahead.shift();
      if (target === undefined) {
        open.delete(top.name);
        stack.pop();
      } else if (open.has(target)) back.add(`${top.name}>${target}`);
      else if (!seen.has(target)) {
        seen.add(target);
        open.add(target);
        stack.push({ name: target, ahead: targetsOf(scope, target) });
      }
    }
  };
  for (const name of [scope.startAt, ...scope.states.keys()]) if (!seen.has(name)) visit(name);
  return back;
}

function targetsOf(scope: Scope, name: string): string[] {
  const state = scope.states.get(name);
  return state ? waysOf(state).flatMap(({ target }) => (scope.states.has(target) ? [target] : [])) : [];
}
