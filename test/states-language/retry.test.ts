import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../src/platform/index.ts';
import { StateFailure } from '../../src/states-language/failure.ts';
import { catcherOf, retryOf } from '../../src/states-language/retry.ts';
import { callback, one, run, seeded } from './run.ts';

const chance = seeded();
const delays = (retrier: JsonObject, attempts: number, random = chance) =>
  Array.from(
    { length: attempts },
    (_, used) =>
      retryOf(
        { Retry: [{ ErrorEquals: ['E'], ...retrier }] },
        new StateFailure('E'),
        new Map([[0, used]]),
        random,
      )?.delaySeconds,
  );

describe('a retrier', () => {
  it.each<[JsonObject, (number | undefined)[]]>([
    [{}, [1, 2, 4, undefined]],
    [{ IntervalSeconds: 3, MaxAttempts: 2 }, [3, 6, undefined]],
    [{ BackoffRate: 1, MaxAttempts: 2 }, [1, 1, undefined]],
    [{ BackoffRate: 1.5 }, [1, 1.5, 2.25, undefined]],
    [{ IntervalSeconds: 2, MaxDelaySeconds: 5, MaxAttempts: 4 }, [2, 4, 5, 5, undefined]],
    [{ MaxAttempts: 0 }, [undefined]],
  ])('%j waits %j', (retrier, expected) => {
    expect(delays(retrier, expected.length)).toEqual(expected);
  });

  it('never waits longer than it says, and with jitter no longer than without', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (interval, rate, most, fraction) => {
          const retrier = {
            IntervalSeconds: interval,
            BackoffRate: rate,
            MaxDelaySeconds: most,
            MaxAttempts: 9,
          };
          const plain = delays(retrier, 9);
          const jittered = delays({ ...retrier, JitterStrategy: 'FULL' }, 9, {
            ...chance,
            fraction: () => fraction,
          });
          plain.forEach((delay, index) => {
            expect(delay).toBeLessThanOrEqual(most);
            if (index > 0) expect(delay).toBeGreaterThanOrEqual(plain[index - 1] ?? 0);
            expect(jittered[index]).toBeLessThanOrEqual(delay ?? 0);
            expect(jittered[index]).toBeGreaterThanOrEqual(0);
          });
        },
      ),
    );
  });

  it('tries again as it says, and every retrier counts for itself', async () => {
    const { clock, tasks, fail, outcome, lines } = run(
      one({
        Type: 'Task',
        Resource: callback,
        Retry: [
          { ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 2 },
          { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 },
        ],
        End: true,
      }),
    );
    for (const [error, waitMs] of [
      ['Busy', 2_000],
      ['Other', 1_000],
      ['Busy', 4_000],
    ] as const) {
      fail(tasks.length - 1, error);
      const before = tasks.length;
      await clock.advance(waitMs - 1);
      expect(tasks).toHaveLength(before);
      await clock.advance(1);
      expect(tasks).toHaveLength(before + 1);
    }
    fail(3, 'Other', 'at last');
    expect(outcome()).toMatchObject({ error: 'Other', cause: 'at last' });
    // A retry records nothing of its own.
    expect(lines(2)).toEqual([
      '3<2 TaskScheduled',
      '4<3 TaskFailed',
      '5<4 TaskScheduled',
      '6<5 TaskFailed',
      '7<6 TaskScheduled',
      '8<7 TaskFailed',
      '9<8 TaskScheduled',
      '10<9 TaskFailed',
      '11<10 ExecutionFailed',
    ]);
  });

  it('shows how often it was retried', async () => {
    const { tasks, fail, clock } = run(
      one({
        Type: 'Task',
        Resource: callback,
        Parameters: { 'n.$': '$$.State.RetryCount' },
        Retry: [{ ErrorEquals: ['States.ALL'] }],
        End: true,
      }),
    );
    fail(0, 'E');
    await clock.advance(1_000);
    expect(tasks.map(({ input }) => input)).toEqual([{ n: 0 }, { n: 1 }]);
  });
});

describe('an error name', () => {
  it.each([
    ['E', 'E', true],
    ['E', 'F', false],
    ['E', 'States.ALL', true],
    ['E', 'States.TaskFailed', true],
    [undefined, 'States.ALL', true],
    ['States.Timeout', 'States.TaskFailed', false],
    ['States.Timeout', 'States.ALL', true],
    ['States.Runtime', 'States.ALL', false],
    ['States.Runtime', 'States.Runtime', true],
    ['States.DataLimitExceeded', 'States.ALL', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
  ])('%s is caught as %s: %s', (error, name, caught) => {
    const found = catcherOf({ Catch: [{ ErrorEquals: [name], Next: 'Z' }] }, new StateFailure(error));
    expect(found !== undefined).toBe(caught);
  });
});

describe('a catcher', () => {
  it.each<[string, JsonObject, unknown]>([
    ['replaces the input', {}, { Error: 'E', Cause: 'why' }],
    ['puts the error beside the input', { ResultPath: '$.e' }, { kept: 1, e: { Error: 'E', Cause: 'why' } }],
    ['throws the error away', { ResultPath: null }, { kept: 1 }],
  ])('%s', async (_case, fields, output) => {
    const { fail, outcome, settled } = run(
      one(
        {
          Type: 'Task',
          Resource: callback,
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Wrong' },
            { ErrorEquals: ['E'], ...fields, Next: 'Z' },
          ],
          End: true,
        },
        { Z: { Type: 'Succeed' }, Wrong: { Type: 'Fail' } },
      ),
      { kept: 1 },
    );
    fail(0, 'E', 'why');
    await settled();
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it('gives null for what the failure does not say', () => {
    const { fail, outcome } = run(
      one(
        { Type: 'Task', Resource: callback, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }], End: true },
        { Z: { Type: 'Succeed' } },
      ),
    );
    fail(0);
    expect(outcome()).toMatchObject({ output: { Error: null, Cause: null } });
  });
});
