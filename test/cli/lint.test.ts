import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonPlaces } from '../../src/states-language/lint/json-places.ts';
import { isDefinition, lintDefinition } from '../../src/cli/lint/lint-definition.ts';
import { shippedWorkflows } from '../../src/workflows/index.ts';
import { run } from './run.ts';

const written = (definition: unknown) => JSON.stringify(definition, undefined, 2);
const machine = (states: Record<string, unknown>, StartAt = Object.keys(states)[0]) =>
  written({ StartAt, States: states });

describe('where the values of a JSON text stand', () => {
  it('is at their names, or at themselves in a list', () => {
    const text = '{ "A": [1, {"b": null}],\t"c/d": "\\u00e9" }';
    const places = jsonPlaces(text);
    if (places.kind !== 'json') throw new Error(places.message);
    expect(places.placeOf('')).toBe(0);
    expect(places.placeOf('/A')).toBe(text.indexOf('"A"'));
    expect(places.placeOf('/A[0]')).toBe(text.indexOf('1'));
    expect(places.placeOf('/A[1]/b')).toBe(text.indexOf('"b"'));
    expect(places.placeOf('/c/d')).toBe(text.indexOf('"c/d"'));
  });

  it('is the nearest thing around what is not there', () => {
    const places = jsonPlaces('{"States": {"A": {"Retry": [{}]}}}');
    if (places.kind !== 'json') throw new Error(places.message);
    expect(places.placeOf('/States/A/Next')).toBe(12);
    expect(places.placeOf('/States/A/Retry[0]/ErrorEquals')).toBe(28);
    expect(places.placeOf('/Elsewhere')).toBe(0);
  });

  it.each([
    ['', 0, 'the text ends, where a value'],
    ['{"a": 1,}', 8, 'a name in double quotes'],
    ['{"a": 1 "b": 2}', 8, 'a comma or }'],
    ['{"a" 1}', 5, 'a colon'],
    ['[1, 2', 5, 'a comma or ]'],
    ["{'a': 1}", 1, 'a name in double quotes'],
    ['{"a": tru}', 6, 'a value'],
    ['{"a": "x\ny"}', 6, 'a value'],
    ['{"a": 01}', 7, 'a comma or }'],
    ['{} {}', 3, 'the end'],
    ['{"a": 1, "a": 2}', 9, 'stands twice'],
    ['['.repeat(600), 501, 'nested deeper'],
  ])('is no question in %j, which breaks at %i', (text, at, words) => {
    expect(jsonPlaces(text)).toEqual({ kind: 'broken', at, message: expect.stringContaining(words) });
  });

  it.each(['{}', '[]', '"a\\n\u007f"', ' -1.5e+3 ', 'null', '{"a":{"b":[[],{}]}}', '"😀"'])(
    'agrees with JSON.parse that %s is JSON',
    (text) => {
      expect(JSON.parse(text)).toBeDefined();
      expect(jsonPlaces(text).kind).toBe('json');
    },
  );
});

describe('lint of a definition in YAML', () => {
  const yaml = (...lines: readonly string[]) => lintDefinition('x.asl.yaml', lines.join('\n'));

  it('says the line of that text', () => {
    expect(
      yaml(
        'StartAt: A',
        'States:',
        '  A:',
        '    Type: Pass',
        '    Next: B',
        '  # a remark',
        '  C: { Type: Succeed }',
      ),
    ).toEqual({
      wrong: true,
      lines: [
        expect.stringMatching(/^x\.asl\.yaml:5:5: error: \/States\/A\/Next: Missing 'Next' target: B/),
        expect.stringMatching(/^x\.asl\.yaml:7:3: /),
      ],
    });
    expect(yaml('StartAt: A', 'States: { A: { Type: Succeed } }').wrong).toBe(false);
  });

  it.each([
    ['StartAt: [', /x\.asl\.yaml:1:\d+: error: not YAML: /],
    ['', /not a JSON object/],
    [`a: &a [x, x]\nb: &b [${'*a, '.repeat(90)}]\nc: [${'*b, '.repeat(90)}]`, /not YAML: .*alias/i],
  ])('%j is refused with a place', (text, words) => {
    const { lines, wrong } = yaml(text);
    expect(wrong).toBe(true);
    expect(lines.join('\n')).toMatch(words);
  });

  it('is meant by its second ending: .yaml alone is a signalbox.yaml', () => {
    expect(isDefinition('x.asl.yml', 'StartAt: A')).toBe(true);
    expect(isDefinition('x.yaml', 'StartAt: A')).toBe(false);
  });
});

describe('lint of a definition', () => {
  it.each([
    [
      'a missing Next',
      machine({ First: { Type: 'Pass' }, Last: { Type: 'Succeed' } }),
      'a.json:4:5: error: /States/First: does not have required field "Next"; add "Next"',
    ],
    [
      'no terminal state',
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
      'a.json:1:1: error: /: No terminal state found in machine; give the last state "End": true',
    ],
    [
      'a Next that leads nowhere',
      machine({ Ask: { Type: 'Pass', Next: 'Dome' }, Done: { Type: 'Succeed' } }),
      "a.json:6:7: error: /States/Ask/Next: Missing 'Next' target: Dome. Did you mean Done?; write",
    ],
    [
      'a state that nothing leads to',
      machine({ A: { Type: 'Succeed' }, B: { Type: 'Succeed' } }),
      'a.json:7:5: error: /States/B: State "B" is not reachable; lead to it with Next',
    ],
    [
      'a machine without states',
      '{"StartAt": "A"}',
      'a.json:1:1: error: /: does not have required field "States"; add "States"',
    ],
    [
      'a catcher without Next',
      machine({
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'X', States: { X: { Type: 'Succeed' } } }],
          Catch: [{ ErrorEquals: ['States.ALL'] }],
          End: true,
        },
      }),
      'error: /States/A/Catch[0]: does not have required field "Next"',
    ],
  ])('finds %s', (_what, text, words) => {
    const { lines, wrong } = lintDefinition('a.json', text);
    expect(lines).toContainEqual(expect.stringContaining(words));
    expect(wrong).toBe(true);
  });

  it('says every fault, in the order of the text', () => {
    const text = machine({
      A: { Type: 'Pass', Next: 'Nowhere' },
      B: { Type: 'Pas' },
      C: { Type: 'Wait', Seconds: 1 },
    });
    const lines = lintDefinition('a.json', text).lines.map((line) => Number(line.split(':')[1]));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines).toEqual([...lines].sort((one, other) => one - other));
  });

  it('says the place at which the JSON breaks, and no more', () => {
    expect(lintDefinition('a.json', '{\n  "StartAt": "A",\n}').lines).toEqual([
      'a.json:3:1: error: not JSON: found "}", where a name in double quotes was expected; mend it here or just before',
    ]);
  });

  it('finds the shipped workflows fine', () => {
    for (const { name, definition } of shippedWorkflows) {
      const { lines, wrong } = lintDefinition(name, definition);
      expect({ lines, wrong }).toEqual({
        lines: [expect.stringMatching(/: fine \(\d+ states\)$/)],
        wrong: false,
      });
    }
  });
});

describe('a file', () => {
  it.each([
    ['a.yaml', '{"StartAt": "A", "States": {}}', true],
    ['a.json', 'no JSON at all', true],
    ['a.txt', '{ "StartAt": "A", ', true],
    ['signalbox.yaml', 'gates: {}', false],
    ['signalbox.yaml', '{ gates: {} }', false],
  ])('%s of %j is a definition: %s', (file, text, is) => {
    expect(isDefinition(file, text)).toBe(is);
  });
});

describe('signalbox lint', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-lint-'));
    writeFileSync(join(folder, 'fine.json'), machine({ A: { Type: 'Succeed' } }));
    writeFileSync(join(folder, 'broken'), '{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}');
    const gate = 'for: [M], channel: c, title: t, severity: critical, levels: [{ name: l, any: [U0A] }]';
    writeFileSync(
      join(folder, 'signalbox.yaml'),
      `queues: [{ url: "\${SOME_URL}" }]\ngates: { g: { ${gate} } }\n`,
    );
    writeFileSync(join(folder, 'typo.yaml'), 'gates:\n  g: { four: [M] }\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const lint = (...files: string[]) => run(['lint', ...files.map((file) => join(folder, file))]);

  it('takes several files of both kinds, and a critical gate is no fault', async () => {
    const ran = await lint('fine.json', 'signalbox.yaml');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('fine.json: fine (1 states)');
    expect(ran.out).toContain('${SOME_URL} is not in this environment');
    expect(ran.out).toContain('signalbox.yaml: fine (1 gates)');
  });

  it('ends with 1 where one of them has a fault, and still looks at the others', async () => {
    const ran = await lint('broken', 'not-there.json', 'typo.yaml', 'fine.json');
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('broken:1:29: error: /States/A: does not have required field "Next"');
    expect(ran.err).toContain('not-there.json cannot be read');
    expect(ran.out).toContain('typo.yaml:2:');
    expect(ran.out).toContain('fine.json: fine');
  });

  it('wants a file', async () => {
    expect(await run(['lint'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing required argument 'file'"),
    });
  });
});
