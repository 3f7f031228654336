import { describe, expect, it } from '@jest/globals';
import { lintPolicy, loadPolicy, reloadPolicy } from '../../src/config/index.ts';

const schema = '{\n  "type": "object",\n  "required": ["service"]\n}';
const read = (text: string, files: Readonly<Record<string, string>> = {}) =>
  loadPolicy(text, {}, 's.yaml', (path) => {
    const found = files[path];
    if (found === undefined) throw new Error('no such file');
    return found;
  });
function policyOf(text: string, files?: Readonly<Record<string, string>>) {
  const loaded = read(text, files);
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  return loaded.policy;
}
const faultsOf = (text: string, files?: Readonly<Record<string, string>>) => {
  const loaded = read(text, files);
  return 'faults' in loaded ? loaded.faults.map(({ at, message }) => `${at}: ${message}`) : [];
};
const deploy = (input: string) => `workflows:\n  deploy:\n    machine: M\n    input: ${input}\n`;

describe('workflows of signalbox.yaml', () => {
  it('name a state machine, where it may be started, and the schema of its input from a file beside', () => {
    const text =
      'workflows: { d: { machine: M, description: Ships, input: ./d.json, channels: [releases] } }';
    const workflow = policyOf(text, { './d.json': schema }).workflows.get('d');
    expect(workflow).toMatchObject({ name: 'd', machine: 'M', description: 'Ships', channels: ['releases'] });
    expect(workflow?.input?.faults({})).toEqual([{ path: ['service'], message: 'is missing' }]);
    expect(workflow?.input?.faults({ service: 'api' })).toEqual([]);
  });

  it('may hold the schema themselves, or none', () => {
    const policy = policyOf('workflows: { a: { machine: M, input: { type: array } }, b: { machine: M } }');
    expect(policy.workflows.get('a')?.input?.faults({})).toHaveLength(1);
    expect(policy.workflows.get('b')).toEqual({ name: 'b', machine: 'M', channels: [] });
  });

  it('take the schema relative to the file that names it', () => {
    const asked: string[] = [];
    const loaded = reloadPolicy(
      '/etc/sb/signalbox.yaml',
      (path) => {
        asked.push(path);
        return path.endsWith('.yaml') ? deploy('schemas/d.json') : schema;
      },
      {},
    );
    expect('policy' in loaded).toBe(true);
    expect(asked).toEqual(['/etc/sb/signalbox.yaml', '/etc/sb/schemas/d.json']);
  });

  it.each<[string, Record<string, string> | undefined, string]>([
    [
      deploy('./gone.json'),
      {},
      's.yaml:4:5: "input": ./gone.json cannot be read (no such file); name a JSON Schema',
    ],
    [deploy('./d.json'), { './d.json': '{"type": ' }, './d.json:1:10: not YAML:'],
    [
      deploy('./d.json'),
      { './d.json': '{\n  "type": "strnig"\n}' },
      './d.json:2:3: not a JSON Schema at type: must be one of',
    ],
    [
      deploy('{ type: object, requried: [a] }'),
      {},
      's.yaml:4:5: not a JSON Schema: is no JSON Schema: unknown keyword: "requried"',
    ],
    [deploy('{ type: 7 }'), {}, 's.yaml:4:14: not a JSON Schema at type:'],
    [deploy('7'), {}, 's.yaml:4:5: "input": name a file with a JSON Schema, or write the schema here'],
    ['workflows: { d: { machin: M } }', {}, 'did you mean "machine"?'],
    ['workflows: { d: { machine: M, channels: [] } }', {}, 'name at least one channel, or leave it out'],
    ['workflows: { "a b": { machine: M } }', {}, 'a name of a workflow has 1 to 80 characters and no spaces'],
  ])('%j with %j is refused: %s', (text, files, words) => {
    expect(faultsOf(text, files).join('\n')).toContain(words);
  });

  it('are linted: a state machine that Signalbox may not touch can never be started', () => {
    const policy = policyOf('machines: [a-*]\nworkflows: { a: { machine: a-1 }, b: { machine: b-1 } }');
    const of = lintPolicy(policy).filter(({ of: what }) => what.startsWith('workflow'));
    expect(of).toEqual([
      {
        severity: 'error',
        of: 'workflow b',
        message: expect.stringContaining('does not let Signalbox touch b-1'),
      },
    ]);
  });
});
