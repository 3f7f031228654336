import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { lintPolicy, loadPolicy } from '../../src/config/index.ts';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'docs/configuring.md');
const text = readFileSync(file, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'signalbox-docs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const docs = (...args: readonly string[]) => {
  const { status, stderr } = spawnSync('node', ['docs/keys.mjs', ...args], { cwd: root, encoding: 'utf8' });
  return { status, stderr };
};

describe('the tables of docs/configuring.md', () => {
  it('say what the schema of signalbox.yaml says', () => {
    expect(docs('--check')).toEqual({ status: 0, stderr: '' });
  });

  it('are found false where they say something else, and written again', () => {
    const copy = join(folder, 'configuring.md');
    writeFileSync(copy, text.replace('state machines that may use this gate', 'whatever'));
    expect(docs('--check', copy)).toEqual({ status: 1, stderr: expect.stringContaining('run npm run docs') });
    expect(docs(copy).status).toBe(0);
    expect(readFileSync(copy, 'utf8')).toBe(text);
  });

  it('are missed where the place for one is gone', () => {
    const copy = join(folder, 'without.md');
    copyFileSync(file, copy);
    writeFileSync(copy, text.replace('<!-- keys of schedules, written by npm run docs -->', ''));
    expect(docs('--check', copy)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no place for the keys of schedules'),
    });
  });

  it('name every variable that the settings are read from', () => {
    const sources = ['load-config', 'store-config'].map((name) =>
      readFileSync(join(root, `src/config/${name}.ts`), 'utf8'),
    );
    const names = sources.flatMap((source) => source.match(/(?<=')[A-Z]+(?:_[A-Z]+)+(?=')/g) ?? []);
    expect(names).toContain('SIGNALBOX_TOKEN_KEY');
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

type Part = Readonly<Record<string, unknown>>;
const examples = ['docs/configuring.md', 'README.md'].flatMap((name) =>
  [...readFileSync(join(root, name), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, body = '']) => ({
      name,
      part: parse(body) as Part,
    }),
  ),
);

describe('the examples of signalbox.yaml', () => {
  it('are there for most keys', () => {
    expect(new Set(examples.flatMap(({ part }) => Object.keys(part))).size).toBeGreaterThan(8);
  });

  it.each(examples.map(({ name, part }) => ({ name, keys: Object.keys(part).join(', '), part })))(
    'are sound: $keys in $name',
    ({ part }) => {
      // A part of a file leans on the others: here they let it touch every state machine and press every step.
      const steps = examples.map((example) => example.part['runbooks'] as Part | undefined);
      const whole = {
        queues: [{ url: 'https://sqs.example/1/signalbox' }],
        routes: [{ match: { source: ['aws.states'] }, do: 'follow', channel: 'c' }],
        machines: ['*', 'prod/*'],
        accounts: {
          prod: { role: 'arn:aws:iam::111111111111:role/signalbox', region: 'eu-west-1', externalId: 'x1' },
        },
        runbooks: Object.assign({}, ...steps) as Part,
        access: [{ allow: ['respond', 'start'], who: ['@everyone'], on: ['*'] }],
        gates: {
          g: { for: ['deploy-*'], channel: 'c', title: 't', levels: [{ name: 'l', any: ['U0LEAD'] }] },
        },
        ...part,
      };
      const env = { EXTERNAL_ID: 'signalbox-1', SIGNALBOX_QUEUE_URL: 'https://sqs.example/1/signalbox' };
      const loaded = loadPolicy(stringify(whole), env, 'signalbox.yaml', () => '{"type":"object"}');
      expect('faults' in loaded ? loaded.faults : []).toEqual([]);
      const findings = 'policy' in loaded ? lintPolicy(loaded.policy) : [];
      expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    },
  );
});
