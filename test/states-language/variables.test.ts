import { describe, expect, it } from '@jest/globals';
import { createVariables } from '../../src/states-language/variables.ts';
import { callback, one, oneInJsonata, outcomeOf, run } from './run.ts';

describe('Assign', () => {
  it('sets what later states read, in either language', async () => {
    const { outcome, details, settled } = run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Result: { n: 1 }, Assign: { 'n.$': '$.n', fixed: '$.n' }, Next: 'B' },
        B: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Assign: { n: '{% $n + 1 %}' },
          Output: '{% $fixed %}',
          Next: 'C',
        },
        C: { Type: 'Pass', Parameters: { 'n.$': '$n', 'sum.$': 'States.MathAdd($n, 1)' }, End: true },
      },
    });
    await settled();
    expect(details('PassStateExited')).toMatchObject({
      assignedVariables: { n: '1', fixed: '"$.n"' },
      assignedVariablesDetails: { truncated: false },
    });
    expect(outcome()).toMatchObject({ output: { n: 2, sum: 3 } });
  });

  it('evaluates all right-hand sides against the old values', async () => {
    expect(
      await outcomeOf(
        oneInJsonata(
          { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
          {
            Swap: {
              Type: 'Pass',
              Assign: { a: '{% $b %}', b: '{% $a %}' },
              Output: '{% [$a, $b] %}',
              Next: 'End',
            },
            End: { Type: 'Pass', Output: ['{% $states.input %}', '{% [$a, $b] %}'], End: true },
          },
        ),
      ),
    ).toMatchObject({
      output: [
        [1, 2],
        [2, 1],
      ],
    });
  });

  it('sees the result of a task, not what its ResultSelector makes of it', () => {
    const { outcome, succeed } = run(
      one(
        {
          Type: 'Task',
          Resource: callback,
          ResultSelector: { other: 1 },
          Assign: { 'whole.$': '$' },
          Next: 'Z',
        },
        { Z: { Type: 'Pass', InputPath: '$whole', End: true } },
      ),
    );
    succeed(0, { a: 1 });
    expect(outcome()).toMatchObject({ output: { a: 1 } });
  });

  it('in a choice rule is that rule’s alone, in the state the default’s', () => {
    const machine = one(
      {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericEquals: 1, Assign: { 'v.$': '$.n' }, Next: 'Z' }],
        Assign: { v: 'default' },
        Default: 'Z',
      },
      { Z: { Type: 'Pass', InputPath: '$v', End: true } },
    );
    expect(run(machine, { n: 1 }).outcome()).toMatchObject({ output: 1 });
    expect(run(machine, { n: 2 }).outcome()).toMatchObject({ output: 'default' });
  });

  it('in a catcher sees the error output', async () => {
    const { outcome, fail, settled } = run(
      one(
        {
          Type: 'Task',
          Resource: callback,
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { 'why.$': '$.Cause' }, Next: 'Z' }],
          End: true,
        },
        { Z: { Type: 'Pass', InputPath: '$why', End: true } },
      ),
    );
    fail(0, 'E', 'because');
    await settled();
    expect(outcome()).toMatchObject({ output: 'because' });
  });

  it('inside a branch is seen there and nowhere else, while outer variables are seen inside', () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { mine: name }, Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', Parameters: { 'o.$': '$outer', 'm.$': '$mine' }, End: true },
      },
    });
    const { outcome } = run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: { Type: 'Parallel', Branches: [branch('X'), branch('Y')], Next: 'Z' },
        Z: { Type: 'Pass', Parameters: { 'all.$': '$', 'gone.$': '$mine' }, End: true },
      },
    });
    expect(outcome()).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining(
        `The JSONPath '$mine' specified for the field 'gone.$' could not be found in the input '[{"o":1,"m":"X"},{"o":1,"m":"Y"}]'`,
      ),
    });
  });

  it('refuses a variable over 256 KiB', () => {
    const { outcome } = run(
      one({ Type: 'Pass', Assign: { 'big.$': 'States.Array($, $)' }, End: true }),
      'x'.repeat(140_000),
    );
    expect(outcome()).toMatchObject({ error: 'States.DataLimitExceeded' });
  });
});

describe('the variables of an execution', () => {
  it('fit into 10 MiB together, over all scopes, and free what they no longer hold', () => {
    const variables = createVariables();
    const quarter = 'x'.repeat(250_000);
    for (let index = 0; index < 41; index += 1) variables.assign({ [`v${String(index)}`]: quarter });
    const inner = variables.inner();
    variables.assign({ v0: '' });
    inner.assign({ own: quarter });
    expect(() => {
      inner.assign({ more: quarter });
    }).toThrow('10 MiB');
  });

  it('are the nearest of their name', () => {
    const outer = createVariables();
    outer.assign({ a: 1, b: 1 });
    const inner = outer.inner();
    inner.assign({ a: 2 });
    expect(inner.all()).toEqual({ a: 2, b: 1 });
    expect([inner.get('a'), inner.get('b'), inner.get('c'), outer.get('a')]).toEqual([2, 1, undefined, 1]);
  });
});
