import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { run, type Ran } from '../cli/run.ts';

const root = join(import.meta.dirname, '../..');

/** A command of a document, with the build that npm would do first left out: the suite has done it. */
export async function runNpm(command: string): Promise<Ran> {
  const [, script, rest = ''] = /^npm run (?:-s )?(sandbox|signalbox|package) -- (.+)$/.exec(command) ?? [];
  const args = rest.split(' ');
  if (script === 'sandbox') return run(['sandbox', ...args], { PATH: process.env['PATH'] ?? '' });
  if (script === 'signalbox') return run(args, { PATH: process.env['PATH'] ?? '' });
  if (script !== 'package')
    throw new Error(`Only npm run sandbox, signalbox and package can be tried: ${command}`);
  const { status, stdout, stderr } = spawnSync('node', ['deploy/package.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** Files that a command of the AWS CLI reads. */
export function filesNamed(words: readonly string[]): readonly string[] {
  const template = words[words.indexOf('--template-file') + 1] ?? '';
  const files = words
    .filter((word) => word.startsWith('file://'))
    .map((word) => word.slice('file://'.length));
  return words.includes('--template-file') && template !== 'packaged.yaml' ? [template, ...files] : files;
}
