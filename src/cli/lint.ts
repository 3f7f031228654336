import { readFileSync } from 'node:fs';
import { lintPolicy, loadPolicy } from '../config/index.ts';

/** `signalbox lint FILE`: every fault with its place, then what is legal but unwise. Exit code 1 where something is wrong. */
export function lint(file: string): void {
  const loaded = loadPolicy(readFileSync(file, 'utf8'), undefined, file);
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
