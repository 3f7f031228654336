import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../cli/run.ts';
import { readDocument } from './document.ts';
import { filesNamed, runNpm } from './npm-command.ts';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
].map((name) => ({ name, document: readDocument(join(root, name)) }));
const commandsOf = (kind: 'commands' | 'botCommands' | 'accountCommands') =>
  documents.flatMap(({ name, document }) =>
    document[kind].map((command) => ({ name, command: command.trim() })),
  );
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-commands-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** That there is such a command of ours, and such options of it. */
async function known(args: readonly string[]): Promise<void> {
  const names = args.slice(
    0,
    Math.max(
      args.findIndex((word) => !/^[a-z]+$/.test(word)),
      0,
    ) || args.length,
  );
  const { code, out } = await run([...args, '--help']);
  // `lint FILE` is one word, `dlq show ID` two; an argument may look like a name.
  const words = [names.slice(0, 2), names.slice(0, 1)].map((some) => some.join(' '));
  const usage = out.split('\n', 1)[0] ?? '';
  expect({ code, usage: words.some((some) => usage.startsWith(`Usage: signalbox ${some}`)) }).toEqual({
    code: 0,
    usage: true,
  });
  for (const option of args.filter((word) => word.startsWith('-'))) expect(out).toContain(option);
}

describe('the commands of README.md and docs', () => {
  it('are each marked: sh, sh bot, sh account, or text for Slack', () => {
    const marks = documents.flatMap(({ name }) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(/^```(.*)\n[\s\S]*?^```$/gm)].map(
        ([, mark = '']) => mark,
      ),
    );
    expect([...new Set(marks)].sort()).toEqual(['json', 'sh', 'sh account', 'sh bot', 'text', 'yaml']);
  });

  it.each(commandsOf('commands'))(
    'work without an account: $command ($name)',
    async ({ command }) => {
      // Files are made and read in a folder of the test's own.
      const there = command.replace(/ (\.|signalbox\.yaml)$/, (_, file: string) => ` ${join(folder, file)}`);
      const { code, out, err } = await runNpm(there);
      expect({ code, ...(code !== 0 && { out, err }) }).toEqual({ code: 0 });
    },
    240_000,
  );

  it.each(commandsOf('botCommands'))('are commands of ours: $command ($name)', async ({ command }) => {
    const [program, ...args] = command.split(/\s+/);
    expect(program).toBe('signalbox');
    await known(args);
  });

  it.each(commandsOf('accountCommands'))(
    'are at least well written: $command ($name)',
    async ({ command }) => {
      const { status, stderr } = spawnSync('bash', ['-n', '-c', command], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const [, script] =
        /\bnpm (?:run (?:-s )?)?(?!ci\b)([\w:]+)/.exec(command.replace(/^npm ci && /, '')) ?? [];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
      const [, rest] = /^npm run (?:-s )?sandbox -- (.+)$/.exec(command) ?? [];
      if (rest !== undefined) await known(['sandbox', ...rest.split(/\s+/)]);
      for (const file of filesNamed(command.split(/\s+/))) expect(existsSync(join(root, file))).toBe(true);
    },
  );

  it('stand among links and pictures that are there', () => {
    const missing = documents.flatMap(({ name, document: { links, pictures } }) =>
      [...links, ...pictures]
        .filter(
          (path) => !/^https?:/.test(path) && !existsSync(join(root, dirname(name), path.replace(/#.*/, ''))),
        )
        .map((path) => `${name}: ${path}`),
    );
    expect(missing).toEqual([]);
  });
});
