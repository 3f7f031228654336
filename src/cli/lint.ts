import { environmentOf, lintPolicy, loadPolicy } from '../config/index.ts';
import { messageOf } from '../platform/index.ts';
import { readFile } from './read-file.ts';

/**
 * `signalbox lint FILE`: every fault with its place, then what is legal but unwise. Exit code 1 where something is
 * wrong. A variable that this shell lacks is told, and is no fault: the file is for another place.
 */
export function lint(file: string): void {
  const text = textOf(file);
  const unset = new Set<string>();
  const known = environmentOf(text);
  const env = new Proxy(known, {
    get(values, name) {
      if (typeof name !== 'string') return undefined;
      if (!(name in values)) unset.add(name);
      return values[name] ?? name;
    },
  });
  const loaded = loadPolicy(text, env, file);
  for (const name of unset)
    process.stdout.write(
      `${file}: warning: \${${name}} is not in this environment; set it where the bot starts\n`,
    );
  if ('faults' in loaded) {
    for (const { at, message } of loaded.faults) process.stdout.write(`${at}: error: ${message}\n`);
    process.exitCode = 1;
    return;
  }
  const findings = lintPolicy(loaded.policy);
  for (const { severity, of, message } of findings)
    process.stdout.write(`${file}: ${severity}: ${of}: ${message}\n`);
  if (findings.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  else process.stdout.write(`${file}: fine (${String(loaded.policy.gates.size)} gates)\n`);
}

function textOf(file: string): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new Error(`${file} cannot be read (${messageOf(error)}). Name a signalbox.yaml.`, { cause: error });
  }
}
