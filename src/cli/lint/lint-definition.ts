import { parseJson } from '../../platform/index.ts';
import { analyse } from '../../states-language/index.ts';
import { definitionWords } from './definition-words.ts';
import { jsonPlaces } from './json-places.ts';
import type { Linted } from './linted.ts';

/** Every fault of an Amazon States Language definition with its place, in the order of the text. Pure. */
export function lintDefinition(file: string, text: string): Linted {
  const places = jsonPlaces(text);
  if (places.kind === 'broken') {
    return {
      lines: [
        `${placeIn(file, text, places.at)}: error: not JSON: ${places.message}; mend it here or just before`,
      ],
      wrong: true,
    };
  }
  const { diagnostics, machine } = analyse(text);
  const found = diagnostics
    .map((diagnostic) => ({ ...diagnostic, at: places.placeOf(diagnostic.location.replace(/\/$/, '')) }))
    .sort((one, other) => one.at - other.at);
  const lines = found.map((one) => {
    const location = one.location === '' ? '/' : one.location;
    return `${placeIn(file, text, one.at)}: ${one.severity.toLowerCase()}: ${location}: ${definitionWords(one)}`;
  });
  const wrong = found.some(({ severity }) => severity === 'ERROR');
  return {
    lines: wrong ? lines : [...lines, `${file}: fine (${String(machine?.states.size ?? 0)} states)`],
    wrong,
  };
}

/** Whether a text is meant as a definition: what begins as a JSON object, and is no signalbox.yaml in flow style. */
export function isDefinition(file: string, text: string): boolean {
  if (/\.(?:asl|json)$/.test(file)) return true;
  if (!text.trimStart().startsWith('{')) return false;
  return parseJson(text) !== undefined || /"(?:StartAt|States)"/.test(text);
}

/** Lines and columns are counted from 1. */
function placeIn(file: string, text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `${file}:${String(before.length)}:${String((before.at(-1) ?? '').length + 1)}`;
}
