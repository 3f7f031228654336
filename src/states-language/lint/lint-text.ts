import { analyse } from '../analysis/analyse.ts';
import { definitionWords } from './definition-words.ts';
import { jsonPlaces } from './json-places.ts';
import { yamlPlaces } from './yaml-places.ts';

/** One thing that is wrong, or unwise, in the text of a definition. */
export interface TextFinding {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** Pointer of the analysis, such as `/States/Ask/Retry[0]`; absent where the text cannot be read. */
  readonly location?: string;
  /** What is wrong, and what to do. */
  readonly words: string;
}

/** What a linter found, in the order of the text. */
export interface LintedText {
  readonly findings: readonly TextFinding[];
  readonly states: number;
}

/** Every finding of an Amazon States Language definition in JSON. Pure. */
export function lintText(text: string): LintedText {
  const places = jsonPlaces(text);
  return places.kind === 'broken' ? notOf('JSON', text, places) : linted(text, text, places);
}

/** Every finding of a definition written in YAML, with the places of that text. Pure. */
export function lintYaml(text: string): LintedText {
  const places = yamlPlaces(text);
  return places.kind === 'broken' ? notOf('YAML', text, places) : linted(text, places.json, places);
}

function notOf(
  language: string,
  text: string,
  { at, message }: { readonly at: number; readonly message: string },
): LintedText {
  const words = `not ${language}: ${message}; mend it here or just before`;
  return { findings: [{ ...placeIn(text, at), severity: 'error', words }], states: 0 };
}

function linted(text: string, json: string, places: { placeOf(pointer: string): number }): LintedText {
  const { diagnostics, machine } = analyse(json);
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
