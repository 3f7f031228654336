import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Stage } from '../scenarios/stage.ts';

const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as a process of its own. @param env all that it knows of the world */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [built, ...args], {
    env: { ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** The command line beside the bot of a stage, called by somebody of the local AWS. */
export async function runOn(
  stage: Stage,
  args: readonly string[],
  { as = 'approver', ...more }: { as?: string } & Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const env = await stage.get<Record<string, string>>('env');
  return run(args, { ...env, AWS_ACCESS_KEY_ID: as, ...more });
}

/** The id of the approval behind a card. */
export function idOn(card: { readonly blocks: readonly unknown[] }): string {
  return /apr_\w+/.exec(JSON.stringify(card.blocks))?.[0] ?? '';
}
