import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { one, oneInJsonata, run, type Run } from './run.ts';

const distributed = (more: JsonObject = {}): JsonObject => ({
  Type: 'Map',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
    StartAt: 'I',
    States: { I: { Type: 'Pass', End: true } },
  },
  End: true,
  ...more,
});
const end = ({ execution, children }: Run, index: number, output: JsonValue) =>
  execution.childEnded(children[index]?.childId ?? 0, { status: 'SUCCEEDED', output, endedAt: 0 });
const fail = ({ execution, children }: Run, index: number, error = 'E') =>
  execution.childEnded(children[index]?.childId ?? 0, { status: 'FAILED', error, endedAt: 0 });

describe('a distributed Map', () => {
  it('asks its host for a child execution an item, and gathers their outputs', () => {
    const ran = run(one(distributed({ Label: 'Lot', ItemSelector: { 'v.$': '$$.Map.Item.Value' } })), [
      'a',
      'b',
    ]);
    expect(ran.children).toMatchObject([
      { input: { v: 'a' }, type: 'EXPRESS', machineLabel: 'M/Lot', machine: { startAt: 'I' } },
      { input: { v: 'b' } },
    ]);
    expect(ran.children[0]?.mapRunArn).toMatch(
      /^arn:aws:states:eu-west-1:000000000000:mapRun:M\/Lot:[0-9a-f-]+$/,
    );
    expect(end(ran, 1, 'B')).toBe(true);
    expect(ran.outcome()).toBeUndefined();
    end(ran, 0, 'A');
    expect(end(ran, 0, 'again')).toBe(false);
    expect(ran.outcome()).toMatchObject({ output: ['A', 'B'] });
    expect(ran.lines(1)).toEqual([
      '2<0 MapStateEntered',
      '3<2 MapStateStarted',
      '4<3 MapRunStarted',
      '5<4 MapRunSucceeded',
      '6<5 MapStateSucceeded',
      '7<5 MapStateExited',
      '8<7 ExecutionSucceeded',
    ]);
  });

  it('is done at once without items', () => {
    expect(run(one(distributed()), []).outcome()).toMatchObject({ output: [] });
  });

  it('runs no more children at once than allowed', () => {
    const ran = run(one(distributed({ MaxConcurrency: 1 })), [1, 2]);
    expect(ran.children).toHaveLength(1);
    end(ran, 0, 1);
    expect(ran.children).toHaveLength(2);
  });

  it('fails at the first failure where none is tolerated, and stops the others', () => {
    const ran = run(one(distributed()), [1, 2]);
    fail(ran, 0);
    expect(ran.outcome()).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    });
    expect(ran.cancelled).toEqual([ran.children[1]?.childId]);
    expect(ran.lines(4)).toEqual(['5<4 MapRunFailed', '6<5 MapStateFailed', '7<6 ExecutionFailed']);
  });

  it.each<[string, JsonObject, number]>([
    ['a count', { ToleratedFailureCount: 2 }, 2],
    ['a percentage', { ToleratedFailurePercentage: 50 }, 2],
    ['a path', { ToleratedFailureCountPath: '$.t', ItemsPath: '$.l' }, 1],
  ])('tolerates failures by %s', (_case, fields, tolerated) => {
    const ran = run(
      one(distributed(fields)),
      'ItemsPath' in fields ? { t: 1, l: [1, 2, 3, 4] } : [1, 2, 3, 4],
    );
    for (let failed = 0; failed < tolerated; failed += 1) fail(ran, failed);
    expect(ran.outcome()).toBeUndefined();
    fail(ran, tolerated);
    expect(ran.outcome()).toMatchObject({ error: 'States.ExceedToleratedFailureThreshold' });
  });

  it('keeps the error of a tolerated failure in its place', () => {
    const ran = run(one(distributed({ ToleratedFailureCount: 1 })), [1, 2]);
    fail(ran, 0, 'Bad');
    end(ran, 1, 2);
    expect(ran.outcome()).toMatchObject({ output: [{ Error: 'Bad', Cause: null }, 2] });
  });

  it.each<[JsonObject, JsonValue, string]>([
    [{ ToleratedFailureCountPath: '$.t' }, -1, 'ToleratedFailureCount cannot be negative.'],
    [
      { ToleratedFailureCountPath: '$.t' },
      'x',
      'The ToleratedFailureCountPath field refers to value "x" which is not a valid integer: $.t',
    ],
    [
      { ToleratedFailurePercentagePath: '$.t' },
      {},
      'The ToleratedFailurePercentagePath field refers to value "{}" which is not a valid float: $.t',
    ],
    [
      { ToleratedFailurePercentagePath: '$.t' },
      100.1,
      'ToleratedFailurePercentage must be between 0 and 100.',
    ],
    [{ MaxConcurrencyPath: '$.t' }, -1, 'MaxConcurrency cannot be negative.'],
  ])('%j of %j fails after MapStateStarted', (fields, value, words) => {
    const ran = run(one(distributed({ ...fields, ItemsPath: '$.l' })), { t: value, l: [1] });
    expect(ran.outcome()).toMatchObject({
      error: 'States.Runtime',
      cause: `An error occurred while executing the state 'S' (entered at the event id #2). ${words}`,
    });
    expect(ran.lines(3)).toEqual(['4<3 ExecutionFailed']);
  });

  it.each<[JsonObject, JsonValue[]]>([
    [{ MaxItemsPerBatch: 2 }, [{ Items: [10, 20] }, { Items: [30] }]],
    [{ MaxInputBytesPerBatch: 17 }, [{ Items: [10, 20] }, { Items: [30] }]],
    [
      { MaxItemsPerBatchPath: '$.m', BatchInput: { 'k.$': '$.k' } },
      [
        { BatchInput: { k: 'x' }, Items: [10] },
        { BatchInput: { k: 'x' }, Items: [20] },
        { BatchInput: { k: 'x' }, Items: [30] },
      ],
    ],
  ])('groups items by %j', (batcher, inputs) => {
    const ran = run(one(distributed({ ItemBatcher: batcher, ItemsPath: '$.l' })), {
      l: [10, 20, 30],
      m: 1,
      k: 'x',
    });
    expect(ran.children.map(({ input }) => input)).toEqual(inputs);
  });

  it('groups items by expressions', async () => {
    const ran = run(
      oneInJsonata(
        distributed({
          Items: [1, 2, 3],
          ItemBatcher: { MaxItemsPerBatch: '{% 1 + 1 %}', BatchInput: { k: '{% $states.input %}' } },
        }),
      ),
      5,
    );
    await ran.settled();
    expect(ran.children.map(({ input }) => input)).toEqual([
      { BatchInput: { k: 5 }, Items: [1, 2] },
      { BatchInput: { k: 5 }, Items: [3] },
    ]);
  });

  it('stops its children when the execution is stopped', () => {
    const ran = run(one(distributed()), [1, 2]);
    ran.execution.stop({});
    expect(ran.cancelled).toEqual(ran.children.map(({ childId }) => childId));
    expect(end(ran, 0, 1)).toBe(false);
  });
});
