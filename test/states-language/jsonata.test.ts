import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { evaluated, oneInJsonata, run } from './run.ts';

const input: JsonValue = { n: 5, items: [{ a: 1 }, { a: 2 }], nested: { list: [0, 1, 2, 3] }, text: 'abc' };
const at = (expression: string) => evaluated(`{% ${expression} %}`, input);
const failing = (expression: string, ending: string, field = 'Output') =>
  `States.QueryEvaluationError: An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression '${expression}' specified for the field '${field}' ${ending}`;

describe('an expression', () => {
  it.each<[string, JsonValue]>([
    ['$states.input.n + 1', 6],
    ['$states.input.items.a', [1, 2]],
    ['$states.input.items[a = 2]', { a: 2 }],
    ['$sum($states.input.items.a)', 3],
    ['$states.context.State.Name', 'S'],
    ['null', null],
    ['$partition($states.input.nested.list, 3)', [[0, 1, 2], [3]]],
    ['$range(0, 6, 2)', [0, 2, 4, 6]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ["$hash('input', 'SHA-1')", '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
    ['$parse(\'{"a":[1]}\').a', [1]],
    ['$random(42)', 0.7275636800328681],
    ['$millis()', 0],
    ['$now()', '1970-01-01T00:00:00.000Z'],
    ["$now('[Y0001]')", '1970'],
    ['1/0', 'Infinity'],
    ['[1..3].{"v": $}', [{ v: 1 }, { v: 2 }, { v: 3 }]],
    ['($f := function($x) { $x * 2 }; $f(4))', 8],
  ])('%s', async (expression, expected) => {
    expect(await at(expression)).toEqual(expected);
  });

  it('makes a UUID, and another one the next time', async () => {
    const [first, second] = (await at('[$uuid(), $uuid()]')) as string[];
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(first).not.toBe(second);
  });

  it('is one only between its marks, with nothing around them', async () => {
    expect(await evaluated({ a: ' {% 1 %}', b: '{% 1 %} ', c: '{%1%}', d: '$.n' })).toEqual({
      a: ' {% 1 %}',
      b: '{% 1 %} ',
      c: 1,
      d: '$.n',
    });
  });

  it('may stand anywhere in an object or a list', async () => {
    const output = { list: [1, '{% 1 + 1 %}', { deep: '{% 3 %}' }], keep: null };
    expect(await evaluated(output)).toEqual({ list: [1, 2, { deep: 3 }], keep: null });
  });

  it.each([
    ['$states.input.no', {}, 'Output'],
    ['$states.input.no', { v: true }, 'Output/v'],
    ['$nobody', { v: [true] }, 'Output/v[0]'],
  ])('%s that gives nothing fails, naming the field (%#)', async (expression, shape, field) => {
    const written = `{% ${expression} %}`;
    const template: JsonValue =
      field === 'Output'
        ? written
        : (JSON.parse(JSON.stringify(shape).replace('true', JSON.stringify(written))) as JsonObject);
    expect(await evaluated(template, input)).toBe(
      failing(expression, 'returned nothing (undefined).', field),
    );
  });

  it.each([
    ["$sum('a')", 'T0412: Argument 1 of function "sum" must be an array of "numbers"'],
    ['$eval("1+1")', 'T1006: Attempted to invoke a non-function'],
    ['1 + "x"', 'T2002: The right side of the "+" operator must evaluate to a number'],
    ["$parse('{')", 'D3000: $parse was given a text that is not JSON'],
    ["$hash('a', 'SHA-0')", 'D3000: $hash does not know the algorithm "SHA-0"'],
    ['$partition([1], 0)', 'D3000: The chunk size of $partition must be a positive number'],
    ['$range(1, 2, 0)', 'D3000: The step of $range must not be 0'],
    ["$error('mine')", 'D3137: mine'],
  ])('%s fails with its code and message', async (expression, message) => {
    expect(await at(expression)).toBe(failing(expression, `threw an error during evaluation. ${message}`));
  });

  it.each([
    ['[1..900000]', 'Expression evaluation memory limit exceeded: Check for excessive memory usage'],
    [
      '$range(1, 1000000000, 1)',
      'Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    [
      '($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p("x", 40)))',
      'Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
    [
      '($f := function($x) { 1 + $f($x) }; $f(1))',
      'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. Depth=101 max=100',
    ],
    ['($f := function($x) { $f($x) }; $f(1))', 'Expression evaluation timeout: Check for infinite loop'],
    [`$match("${'a'.repeat(40)}!", /^(a+)+$/)`, 'Expression evaluation timeout: Check for infinite loop'],
  ])('%s does not hang the process', async (expression, reason) => {
    expect(await at(expression)).toBe(failing(expression, `threw an error during evaluation: ${reason}`));
  });

  it('may be a hundred levels deep, as on AWS', async () => {
    expect(await at(Array.from({ length: 100 }, () => '1').join('+'))).toBe(100);
    expect(await at(Array.from({ length: 101 }, () => '1').join('+'))).toContain('Depth=101 max=100');
  });

  it('lets timers and sockets live while it takes its time', async () => {
    let others = 0;
    const timer = setInterval(() => (others += 1), 5);
    await at('($f := function($x) { $f($x) }; $f(1))');
    clearInterval(timer);
    expect(others).toBeGreaterThan(3);
  });

  it('cannot change what it was given', async () => {
    const given = { list: [3, 1, 2] };
    expect(await evaluated('{% $states.input.list^($) %}', given)).toEqual([1, 2, 3]);
    expect(given).toEqual({ list: [3, 1, 2] });
  });

  it('that gives a function gives nothing', async () => {
    expect(await at('$sum')).toContain('returned nothing (undefined).');
    expect(await evaluated({ a: '{% {"f": $sum, "x": 1} %}' })).toEqual({ a: { x: 1 } });
  });
});

describe('a failed evaluation', () => {
  it('is recorded as following what came before the state', async () => {
    const { lines, details, settled } = run(
      oneInJsonata({ Type: 'Pass', Next: 'Z' }, { Z: { Type: 'Pass', Output: '{% $no %}', End: true } }),
    );
    await settled();
    expect(lines(3)).toEqual(['4<3 PassStateEntered', '5<3 EvaluationFailed', '6<5 ExecutionFailed']);
    expect(details('EvaluationFailed')).toMatchObject({
      state: 'Z',
      error: 'States.QueryEvaluationError',
      location: 'Output',
    });
  });

  it('is recorded as following the answer of a task', async () => {
    const { lines, succeed, settled } = run(
      oneInJsonata({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Output: '{% $no %}',
        End: true,
      }),
    );
    await settled();
    succeed(0, 1);
    await settled();
    expect(lines(2)).toEqual([
      '3<2 TaskScheduled',
      '4<3 TaskSucceeded',
      '5<4 EvaluationFailed',
      '6<5 ExecutionFailed',
    ]);
  });

  it('is retried and caught like any failure of a Task', async () => {
    const { outcome, lines, settled, clock } = run(
      oneInJsonata(
        {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: '{% $no %}',
          Retry: [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Z' }],
          End: true,
        },
        { Z: { Type: 'Succeed' } },
      ),
    );
    await settled();
    await clock.advance(1_000);
    expect(outcome()).toMatchObject({ output: 'States.QueryEvaluationError' });
    expect(lines().filter((line) => line.includes('EvaluationFailed'))).toHaveLength(2);
  });

  it('of a catcher ends the execution', async () => {
    const { outcome, fail, details, settled } = run(
      oneInJsonata(
        {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { v: '{% $no %}' }, Next: 'Z' }],
          End: true,
        },
        { Z: { Type: 'Succeed' } },
      ),
    );
    await settled();
    fail(0, 'E');
    await settled();
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(details('EvaluationFailed')).toMatchObject({ location: 'Catch[0]/Assign/v' });
  });
});

describe('a number in JSONata', () => {
  it.each([
    ['TimeoutSeconds', '"1"', "Expected 'number', but was 'string' for value: \"1\""],
    ['HeartbeatSeconds', '[1]', "Expected 'number', but was 'array' for value: [1]"],
    ['TimeoutSeconds', 'null', "Expected 'number', but was 'null' for value: null"],
  ])('%s %s has the wrong type', async (field, expression, ending) => {
    const { outcome, settled } = run(
      oneInJsonata({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        [field]: `{% ${expression} %}`,
        End: true,
      }),
    );
    await settled();
    expect(outcome()).toMatchObject({
      cause: expect.stringContaining(
        `The JSONata expression '${expression}' specified for the field '${field}' returned an unexpected result type. ${ending}`,
      ),
    });
  });

  it('limits a task', async () => {
    const { tasks, settled } = run(
      oneInJsonata({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        TimeoutSeconds: '{% $states.input.t %}',
        HeartbeatSeconds: 5,
        Arguments: { 'kept.$': 'x', n: '{% $states.input.t * 2 %}' },
        End: true,
      }),
      { t: 20 },
    );
    await settled();
    expect(tasks[0]).toMatchObject({
      timeoutSeconds: 20,
      heartbeatSeconds: 5,
      input: { 'kept.$': 'x', n: 40 },
    });
  });
});
