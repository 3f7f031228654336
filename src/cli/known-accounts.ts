import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadPolicy, policyFileIsNamed, policyFileOf } from '../config/index.ts';
import type { Account } from '../platform/index.ts';
import { environmentElsewhere } from './environment-elsewhere.ts';
import { readFile } from './read-file.ts';

/**
 * `accounts:` of the signalbox.yaml that SIGNALBOX_CONFIG names, or of the one beside whoever asks; none where there is
 * no such file, for what needs no bot. @throws where the file is there and cannot be used
 */
export function knownAccounts(): readonly Account[] {
  const file = policyFileOf();
  if (!policyFileIsNamed() && !existsSync(file)) return [];
  const text = readFile(file);
  const { env } = environmentElsewhere(text);
  const loaded = loadPolicy(text, env, file, (path) => readFile(resolve(dirname(file), path)));
  if ('policy' in loaded) return loaded.policy.accounts;
  throw new Error(
    `Nothing was drawn: ${file} has ${String(loaded.faults.length)} fault(s), so nobody knows its accounts. \`signalbox lint ${file}\` names them.`,
  );
}
