import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { callback, one, oneInJsonata, run } from './run.ts';

const branch = (name: string, state: JsonObject) => ({
  StartAt: name,
  States: { [name]: { ...state, End: true } },
});
const waiting = (name: string) => branch(name, { Type: 'Task', Resource: callback });
const parallel = (branches: JsonObject[], more: JsonObject = {}) => ({
  Type: 'Parallel',
  Branches: branches,
  End: true,
  ...more,
});

describe('a Parallel', () => {
  it('joins the outputs in order, and its end follows the last event of a branch', () => {
    const { outcome, lines } = run(
      one(parallel([branch('A', { Type: 'Pass', Result: 1 }), branch('B', { Type: 'Pass', Result: 2 })])),
    );
    expect(outcome()).toMatchObject({ output: [1, 2] });
    expect(lines(2)).toEqual([
      '3<2 ParallelStateStarted',
      '4<3 PassStateEntered',
      '5<3 PassStateEntered',
      '6<4 PassStateExited',
      '7<5 PassStateExited',
      '8<7 ParallelStateSucceeded',
      '9<7 ParallelStateExited',
      '10<9 ExecutionSucceeded',
    ]);
  });

  it('gives every branch its effective input, and shapes its result', () => {
    const { outcome } = run(
      one(
        parallel([branch('A', { Type: 'Pass' })], {
          Parameters: { 'x.$': '$.a' },
          ResultSelector: { 'first.$': '$[0].x' },
          ResultPath: '$.r',
        }),
      ),
      { a: 1 },
    );
    expect(outcome()).toMatchObject({ output: { a: 1, r: { first: 1 } } });
  });

  it('takes Arguments and Output in JSONata, and the branches keep the machine’s language', async () => {
    const { outcome, settled } = run(
      oneInJsonata(
        parallel([branch('A', { Type: 'Pass', Output: '{% $states.input.x + 1 %}' })], {
          Arguments: { x: '{% $states.input.a %}' },
          Output: '{% $states.result[0] %}',
        }),
      ),
      { a: 1 },
    );
    await settled();
    expect(outcome()).toMatchObject({ output: 2 });
  });

  it('ends the other branches when one fails, and records what was aborted', () => {
    const nested = branch('C', parallel([branch('D', { Type: 'Wait', Seconds: 9 }), waiting('E')]));
    const { outcome, cancelled, tasks, fail, lines } = run(
      one(parallel([waiting('A'), waiting('B'), nested])),
    );
    const before = lines().length;
    fail(0, 'E', 'why');
    expect(cancelled).toEqual([tasks[1]?.taskId, tasks[2]?.taskId]);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'E', cause: 'why' });
    expect(lines(before).map((line) => line.replace(/.* /, ''))).toEqual([
      'TaskFailed',
      'TaskStateAborted',
      'TaskStateAborted',
      'WaitStateAborted',
      'TaskStateAborted',
      'ParallelStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('records its failure only once no retrier is left', async () => {
    const { clock, lines } = run(
      one(
        parallel([{ StartAt: 'A', States: { A: { Type: 'Fail', Error: 'E' } } }], {
          Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
        }),
      ),
    );
    await clock.advance(1_000);
    expect(lines(2)).toEqual([
      '3<2 ParallelStateStarted',
      '4<3 FailStateEntered',
      '5<4 ParallelStateStarted',
      '6<5 FailStateEntered',
      '7<6 ParallelStateFailed',
      '8<7 ExecutionFailed',
    ]);
  });

  it('cannot put a caught error where there is no object: the execution fails for that', async () => {
    const { outcome, clock } = run(
      {
        StartAt: 'W',
        States: {
          W: { Type: 'Wait', Seconds: 1, Next: 'P' },
          P: {
            Type: 'Parallel',
            Branches: [{ StartAt: 'A', States: { A: { Type: 'Fail', Error: 'Boom' } } }],
            Catch: [{ ErrorEquals: ['Boom'], ResultPath: '$.e', Next: 'B' }],
            Next: 'B',
          },
          B: { Type: 'Succeed' },
        },
      },
      5,
    );
    await clock.advance(1_000);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.ResultPathMatchFailure' });
  });
});
