import { parseJson } from '../../platform/index.ts';
import { lintText, lintYaml } from '../../states-language/index.ts';
import type { Linted } from './linted.ts';

/** Every fault of an Amazon States Language definition with its place, in the order of the text. Pure. */
export function lintDefinition(file: string, text: string): Linted {
  const { findings, states } = isYaml(file) ? lintYaml(text) : lintText(text);
  const lines = findings.map(({ line, column, severity, location, words }) => {
    const place = `${file}:${String(line)}:${String(column)}`;
    return `${place}: ${severity}: ${location === undefined ? '' : `${location}: `}${words}`;
  });
  const wrong = findings.some(({ severity }) => severity === 'error');
  return { lines: wrong ? lines : [...lines, `${file}: fine (${String(states)} states)`], wrong };
}

/** Whether a text is meant as a definition: what begins as a JSON object, and is no signalbox.yaml in flow style. */
export function isDefinition(file: string, text: string): boolean {
  if (/\.(?:asl|json)$/.test(file) || isYaml(file)) return true;
  if (!text.trimStart().startsWith('{')) return false;
  return parseJson(text) !== undefined || /"(?:StartAt|States)"/.test(text);
}

/** By its second ending: `.yaml` alone is a signalbox.yaml. */
function isYaml(file: string): boolean {
  return /\.asl\.ya?ml$/.test(file);
}
