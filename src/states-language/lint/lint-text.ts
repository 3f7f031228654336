import { analyse } from '../analysis/analyse.ts';
import { definitionWords } from './definition-words.ts';
import { jsonPlaces } from './json-places.ts';

/** One thing that is wrong, or unwise, in the text of a definition. */
export interface TextFinding {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** Pointer of the analysis, such as `/States/Ask/Retry[0]`; absent where the text is no JSON. */
  readonly location?: string;
  /** What is wrong, and what to do. */
  readonly words: string;
}

/** Every finding of an Amazon States Language definition, in the order of the text. Pure. */
export function lintText(text: string): {
  readonly findings: readonly TextFinding[];
  readonly states: number;
} {
  const places = jsonPlaces(text);
  if (places.kind === 'broken') {
    const words = `not JSON: ${places.message}; mend it here or just before`;
    return { findings: [{ ...placeIn(text, places.at), severity: 'error', words }], states: 0 };
  }
  const { diagnostics, machine } = analyse(text);
  const findings = diagnostics
    .map((diagnostic) => ({ ...diagnostic, at: places.placeOf(diagnostic.location.replace(/\/$/, '')) }))
    .sort((one, other) => one.at - other.at)
    .map((one): TextFinding => ({
      ...placeIn(text, one.at),
      severity: one.severity === 'ERROR' ? 'error' : 'warning',
      location: one.location === '' ? '/' : one.location,
      words: definitionWords(one),
    }));
  return { findings, states: machine?.states.size ?? 0 };
}

function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
