import { dirname, resolve } from 'node:path';
import { lintPolicy, loadPolicy } from '../../config/index.ts';
import { environmentElsewhere } from '../environment-elsewhere.ts';
import { readFile } from '../read-file.ts';
import type { Linted } from './linted.ts';

/**
 * Every fault of a signalbox.yaml with its place, then what is legal but unwise. A variable that this shell lacks is
 * told, and is no fault: the file is for another place.
 */
export function lintSignalboxYaml(file: string, text: string): Linted {
  const { env, unset } = environmentElsewhere(text);
  const loaded = loadPolicy(text, env, file, (path) => readFile(resolve(dirname(file), path)));
  const lines = [...unset].map(
    (name) => `${file}: warning: \${${name}} is not in this environment; set it where the bot starts`,
  );
  if ('faults' in loaded) {
    lines.push(...loaded.faults.map(({ at, message }) => `${at}: error: ${message}`));
    return { lines, wrong: true };
  }
  const findings = lintPolicy(loaded.policy);
  lines.push(...findings.map(({ severity, of, message }) => `${file}: ${severity}: ${of}: ${message}`));
  const wrong = findings.some(({ severity }) => severity === 'error');
  if (!wrong) lines.push(`${file}: fine (${String(loaded.policy.gates.size)} gates)`);
  return { lines, wrong };
}
