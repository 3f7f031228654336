import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { callback, one, oneInJsonata, outcomeOf, run } from './run.ts';

const over = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'I', States: { I: state } },
  End: true,
  ...more,
});
const pass = { Type: 'Pass', End: true };
const waiting = { Type: 'Task', Resource: callback, End: true };

describe('a Map', () => {
  it('numbers iteration after iteration as AWS does', () => {
    const { outcome, lines } = run(one(over(pass, { MaxConcurrency: 1 })), ['a', 'b']);
    expect(outcome()).toMatchObject({ output: ['a', 'b'] });
    expect(lines(1)).toEqual([
      '2<0 MapStateEntered',
      '3<2 MapStateStarted',
      '4<3 MapIterationStarted',
      '5<4 PassStateEntered',
      '6<5 PassStateExited',
      '7<6 MapIterationSucceeded',
      '8<6 MapIterationStarted',
      '9<8 PassStateEntered',
      '10<9 PassStateExited',
      '11<10 MapIterationSucceeded',
      '12<11 MapStateSucceeded',
      '13<11 MapStateExited',
      '14<13 ExecutionSucceeded',
    ]);
  });

  it('runs no more iterations at once than allowed', () => {
    const { succeed, tasks, outcome } = run(one(over(waiting, { MaxConcurrency: 2, ItemsPath: '$.items' })), {
      items: [1, 2, 3],
    });
    expect(tasks.map(({ input }) => input)).toEqual([1, 2]);
    for (let next = 0; next < 3; next += 1) succeed(next, next * 10);
    expect(outcome()).toMatchObject({ output: [0, 10, 20] });
  });

  it('runs forty at once where nothing is said', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    expect(run(one(over(waiting)), items).tasks).toHaveLength(40);
  });

  it('takes its concurrency from a path or an expression', async () => {
    const byPath = run(one(over(waiting, { MaxConcurrencyPath: '$.m', ItemsPath: '$.l' })), {
      m: 1,
      l: [1, 2],
    });
    expect(byPath.tasks).toHaveLength(1);
    const byExpression = run(
      oneInJsonata(
        over(waiting, { MaxConcurrency: '{% $states.input.m %}', Items: '{% $states.input.l %}' }),
      ),
      { m: 1, l: [1, 2] },
    );
    await byExpression.settled();
    expect(byExpression.tasks).toHaveLength(1);
  });

  it.each<[string, JsonObject, JsonValue, JsonValue]>([
    ['the items themselves', {}, [1, 2], [1, 2]],
    ['nothing', {}, [], []],
    ['items at a path', { ItemsPath: '$.l' }, { l: [1] }, [1]],
    ['items below InputPath', { InputPath: '$.in', ItemsPath: '$.l' }, { in: { l: [1] } }, [1]],
    [
      'what ItemSelector makes of them',
      {
        ItemsPath: '$.l',
        ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'k.$': '$.k' },
      },
      { l: ['x'], k: 9 },
      [{ i: 0, v: 'x', k: 9 }],
    ],
    [
      'what the old Parameters make of them',
      { Parameters: { 'v.$': '$$.Map.Item.Value' } },
      ['x'],
      [{ v: 'x' }],
    ],
    ['its result at ResultPath', { ItemsPath: '$.l', ResultPath: '$.r' }, { l: [1] }, { l: [1], r: [1] }],
  ])('goes over %s', (_case, fields, input, output) => {
    expect(run(one(over(pass, fields)), input).outcome()).toMatchObject({ output });
  });

  it('goes over what the old Iterator says', () => {
    const machine = one({ Type: 'Map', Iterator: { StartAt: 'I', States: { I: pass } }, End: true });
    expect(run(machine, [1]).outcome()).toMatchObject({ output: [1] });
  });

  it.each([
    ['its input', {}, 'Reference path "$" must point to array.'],
    ['its ItemsPath', { ItemsPath: '$.a' }, 'Reference path "$.a" must point to array.'],
  ])('fails where %s is no list', (_case, fields, words) => {
    const { outcome, lines } = run(one(over(pass, fields)), { a: 1 });
    expect(outcome()).toMatchObject({ error: 'States.Runtime', cause: expect.stringContaining(words) });
    expect(lines(2)).toEqual(['3<2 ExecutionFailed']);
  });

  it.each<[JsonObject, JsonValue, string]>([
    [{}, true, 'Map state input must be an array but was: true'],
    [
      { Items: '{% $states.input.n %}' },
      { n: 1 },
      "The JSONata expression '$states.input.n' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
    ],
  ])('fails in JSONata where %j on %j is no list', async (fields, input, words) => {
    const { outcome, lines, settled } = run(oneInJsonata(over(pass, fields)), input);
    await settled();
    expect(outcome()).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining(words),
    });
    expect(lines(2)).toEqual(['3<0 EvaluationFailed', '4<3 MapStateFailed', '5<4 ExecutionFailed']);
  });

  it('selects items by expressions', async () => {
    const machine = oneInJsonata(
      over(pass, {
        Items: [1, '{% 1 + 1 %}'],
        ItemSelector: {
          v: '{% $states.context.Map.Item.Value * 10 %}',
          i: '{% $states.context.Map.Item.Index %}',
        },
        Output: '{% $states.result.v %}',
      }),
    );
    expect(await outcomeOf(machine)).toMatchObject({ output: [10, 20] });
  });

  it('shows the item to the states inside, the nearest Map’s first', () => {
    const inner = over({ Type: 'Pass', Parameters: { 'v.$': '$$.Map.Item.Value' }, End: true });
    const machine = one({
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'O',
        States: {
          O: { ...inner, Next: 'After' },
          After: { Type: 'Pass', InputPath: '$$.Map.Item.Index', End: true },
        },
      },
      End: true,
    });
    const fixed = JSON.parse(
      JSON.stringify(machine).replace('"End":true,"Next":"After"', '"Next":"After"'),
    ) as JsonObject;
    expect(run(fixed, [['a'], ['b']]).outcome()).toMatchObject({ output: [0, 1] });
  });

  it('aborts the other iterations when one fails', () => {
    const { fail, outcome, lines, cancelled } = run(one(over(waiting)), [1, 2]);
    const before = lines().length;
    fail(0, 'E');
    expect(outcome()).toMatchObject({ error: 'E' });
    expect(cancelled).toHaveLength(1);
    expect(lines(before).map((line) => line.replace(/.* /, ''))).toEqual([
      'TaskFailed',
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('is run again whole by its retrier', async () => {
    const { fail, succeed, clock, tasks, outcome } = run(
      one(over(waiting, { MaxConcurrency: 1, Retry: [{ ErrorEquals: ['E'] }] })),
      [1, 2],
    );
    succeed(0, 'one');
    fail(1, 'E');
    await clock.advance(1_000);
    expect(tasks.map(({ input }) => input)).toEqual([1, 2, 1]);
    succeed(2, 'one again');
    succeed(3, 'two');
    expect(outcome()).toMatchObject({ output: ['one again', 'two'] });
  });

  it('reads no items from elsewhere, and says so', () => {
    const reader = { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', Key: 'k' } };
    expect(run(one(over(pass, { ItemReader: reader }))).outcome()).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('ItemReader'),
    });
  });
});
