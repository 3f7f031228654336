import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../../src/platform/index.ts';
import { parseIntrinsic } from '../../src/states-language/intrinsics/index.ts';
import { one, passed, run } from './run.ts';

const input: JsonValue = {
  n: 5,
  half: 2.5,
  list: [1, 2, 3, 2],
  text: 'a,b;c',
  object: { name: 'Ann', tags: [1, 'x'], sure: true, nothing: null },
  json: '{"a":[1]}',
  quoted: "it's",
};
const call = async (text: string) => {
  const output = await passed({ 'r.$': text }, input);
  return typeof output === 'object' && output !== null ? (output as { r: unknown }).r : output;
};

describe('an intrinsic function', () => {
  it.each<[string, JsonValue]>([
    ["States.Format('Hello {}', $.object.name)", 'Hello Ann'],
    ["States.Format('{} and {}', 1, true)", '1 and true'],
    ["States.Format('{}', $.object)", '{name=Ann, tags=[1, x], sure=true, nothing=null}'],
    ["States.Format('{}', 1.50)", '1.5'],
    ["States.Format('{}', 0.00001)", '1.0E-5'],
    ["States.Format('{}', 123456789.5)", '1.234567895E8'],
    [String.raw`States.Format('\{\} it\'s \\ {}', 1)`, "{} it's \\ 1"],
    ['States.Array()', []],
    ["States.Array(1, 'two', null, $.list)", [1, 'two', null, [1, 2, 3, 2]]],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 3], [2]]],
    ['States.ArrayPartition($.list, 2.6)', [[1, 2, 3], [2]]],
    ['States.ArrayContains($.list, 3)', true],
    ["States.ArrayContains($.list, '3')", false],
    ['States.ArrayContains(States.Array($.object), $.object)', true],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(5, 1, -2)', [5, 3, 1]],
    ['States.ArrayRange(3, 1, 1)', []],
    ['States.ArrayGetItem($.list, 2)', 3],
    ['States.ArrayLength($.list)', 4],
    ['States.ArrayUnique($.list)', [1, 2, 3]],
    ["States.Base64Encode('Data')", 'RGF0YQ=='],
    ["States.Base64Decode('RGF0YQ==')", 'Data'],
    ["States.Hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["States.Hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    [
      'States.JsonMerge(States.StringToJson(\'{"a":1,"b":{"x":1}}\'), States.StringToJson(\'{"b":{"y":2}}\'), false)',
      { a: 1, b: { y: 2 } },
    ],
    ['States.StringToJson($.json)', { a: [1] }],
    ["States.StringToJson('')", null],
    ["States.StringToJson('-0')", 0],
    ['States.JsonToString($.object.tags)', '[1,"x"]'],
    ["States.StringSplit($.text, ',;')", ['a', 'b', 'c']],
    ["States.StringSplit(',,x,', ',')", ['x']],
    ['States.MathAdd($.n, -1)', 4],
    ['States.MathAdd($.half, 1.49)', 4],
    ['States.MathAdd(-2.5, 0)', -2],
    ["States.ArrayGetItem(States.StringSplit(States.Format('{}-{}', 1, 2), '-'), 1)", '2'],
    ["States.Format('{}', $.list[?(@ > 2)])", '[3]'],
  ])('%s', async (text, expected) => {
    expect(await call(text)).toEqual(expected);
  });

  it('draws a random number below its end, and the same one for the same seed', async () => {
    const drawn = (await call('States.MathRandom(3, 5)')) as number;
    expect([3, 4]).toContain(drawn);
    expect(await call('States.MathRandom(0, 1000000, 42)')).toBe(727563);
  });

  it('makes a UUID', async () => {
    expect(await call('States.UUID()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
  });

  it.each([
    'States.ArrayGetItem($.list, 9)',
    'States.ArrayGetItem($.list, -1)',
    'States.ArrayPartition($.list, 0)',
    "States.ArrayPartition('x', 1)",
    'States.ArrayRange(1, 2, 0)',
    "States.Base64Decode('?')",
    "States.Hash('a', 'SHA-0')",
    'States.JsonMerge($.object, $.object, true)',
    'States.JsonMerge($.object, $.list, false)',
    "States.StringToJson('{')",
    "States.MathAdd('1', 2)",
    'States.MathRandom(5, 5)',
    "States.Format('{} {}', 1)",
    "States.Format('{}', 1, 2)",
    "States.Format('{')",
    'States.ArrayLength()',
    'States.StringSplit($.text)',
  ])('%s has invalid arguments', async (text) => {
    const name = text.slice(0, text.indexOf('('));
    expect(await call(text)).toBe(
      `States.IntrinsicFailure: An error occurred while executing the state 'S' (entered at the event id #2). The function '${text}' had the following error: Invalid arguments in ${name}`,
    );
  });

  it('makes no more than a thousand items, and takes no text over 10,000 characters', async () => {
    expect(await call('States.ArrayRange(1, 1000, 1)')).toHaveLength(1_000);
    expect(await call('States.ArrayRange(1, 1001, 1)')).toContain('cannot exceed 1000 items');
    const long = await passed({ 'r.$': 'States.Base64Encode($)' }, 'x'.repeat(10_001));
    expect(long).toContain('cannot exceed 10000 characters');
  });

  it('says which of its paths was not there', async () => {
    expect(await call("States.Format('{}', $.no)")).toContain(
      `The function 'States.Format('{}', $.no)' had the following error: The JsonPath argument for the field '$.no' could not be found in the input '{"n":5`,
    );
  });

  it('stands in Parameters, ResultSelector, ItemSelector and Assign alike', () => {
    const { outcome, succeed } = run(
      one(
        {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { 'p.$': 'States.MathAdd(1, 1)' },
          ResultSelector: { 'r.$': 'States.ArrayLength($)' },
          Assign: { 'v.$': 'States.ArrayGetItem($, 0)' },
          Next: 'Z',
        },
        { Z: { Type: 'Pass', Parameters: { 'v.$': '$v', 'r.$': '$.r' }, End: true } },
      ),
    );
    succeed(0, ['first', 'second']);
    expect(outcome()).toMatchObject({ output: { v: 'first', r: 2 } });
  });
});

describe('the text of a call', () => {
  it.each([
    'States.Format',
    'States.Format(',
    "States.Format('a)",
    "States.Format('a',)",
    'States.Format(a)',
    "States.Format('a') x",
    'Format(1)',
    '$.a',
  ])('%s is refused', (text) => {
    expect(() => parseIntrinsic(text)).toThrow();
  });

  it('may have spaces anywhere and any depth that somebody writes', () => {
    expect(parseIntrinsic(" States.Array( 1 ,'x' , States.Array( ) ) ").args).toHaveLength(3);
    const deep = (depth: number): string => (depth === 0 ? '1' : `States.Array(${deep(depth - 1)})`);
    expect(parseIntrinsic(deep(20)).name).toBe('States.Array');
    expect(() => parseIntrinsic(deep(40))).toThrow('too deeply');
  });

  it('keeps any text through quoting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const quoted = text.replace(/[\\'{}]/g, (character) => `\\${character}`);
        expect(await passed({ 'r.$': `States.Format('${quoted}')` })).toEqual({ r: text });
      }),
      { numRuns: 50 },
    );
  });

  it('gives back what it took apart: Base64, JSON, partitions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer()),
        fc.integer({ min: 1, max: 9 }),
        fc.string(),
        async (list, size, text) => {
          const output = (await passed(
            {
              'parts.$': `States.ArrayPartition($.list, ${String(size)})`,
              'json.$': 'States.StringToJson(States.JsonToString($))',
              'base.$': 'States.Base64Decode(States.Base64Encode($.text))',
            },
            { list, text },
          )) as { parts: number[][]; json: unknown; base: string };
          expect(output.parts.flat()).toEqual(list);
          expect(output.json).toEqual({ list, text });
          expect(output.base).toBe(Buffer.from(text).toString('utf8'));
        },
      ),
      { numRuns: 50 },
    );
  });
});
