import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { callback, one, oneInJsonata, run } from './run.ts';

const task = (more: JsonObject = {}) => ({ Type: 'Task', Resource: callback, End: true, ...more });
const branch = (name: string) => ({
  StartAt: name,
  States: { [name]: task({ Parameters: { branch: name } }) },
});

describe('a redrive', () => {
  it('runs the failed state again, with its history going on', () => {
    const { execution, fail, succeed, lines, details, outcomes } = run(one(task(), {}), 5);
    fail(0, 'E');
    expect(execution.redrive()).toBe(true);
    expect(succeed(1, 'yes')).toBe(true);
    expect(lines(3)).toEqual([
      '4<3 TaskFailed',
      '5<4 ExecutionFailed',
      '6<5 ExecutionRedriven',
      '7<6 TaskScheduled',
      '8<7 TaskSucceeded',
      '9<8 TaskStateExited',
      '10<9 ExecutionSucceeded',
    ]);
    expect(details('ExecutionRedriven')).toEqual({ redriveCount: 1 });
    expect(outcomes.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('is refused while the execution runs and after it succeeded', () => {
    const { execution, succeed } = run(one(task()));
    expect(execution.redrive()).toBe(false);
    succeed(0, 1);
    expect(execution.redrive()).toBe(false);
  });

  it('does not run again what went well before', () => {
    const { execution, fail, succeed, tasks, outcome } = run(
      one({ Type: 'Task', Resource: callback, Next: 'T' }, { T: task({ InputPath: '$.n' }) }),
      {},
    );
    succeed(0, { n: 1 });
    fail(1, 'E');
    execution.redrive();
    expect(tasks).toHaveLength(3);
    expect(tasks[2]?.input).toBe(1);
    succeed(2, 'done');
    expect(outcome()).toMatchObject({ output: 'done' });
  });

  it('gives retriers all their attempts again, and counts itself in the context object', async () => {
    const { execution, fail, tasks, clock } = run(
      one(
        task({
          Parameters: { 'redrives.$': '$$.Execution.RedriveCount', 'retries.$': '$$.State.RetryCount' },
          Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
        }),
      ),
    );
    fail(0, 'E');
    await clock.advance(1_000);
    fail(1, 'E');
    execution.redrive();
    fail(2, 'E');
    await clock.advance(1_000);
    expect(tasks.map(({ input }) => input)).toEqual([
      { redrives: 0, retries: 0 },
      { redrives: 0, retries: 1 },
      { redrives: 1, retries: 0 },
      { redrives: 1, retries: 1 },
    ]);
  });

  it('runs only the branches that did not succeed', () => {
    const { execution, fail, succeed, tasks, outcome } = run(
      one({ Type: 'Parallel', Branches: [branch('A'), branch('B'), branch('C')], End: true }),
    );
    succeed(0, 'a');
    fail(1, 'E');
    execution.redrive();
    expect(tasks.slice(3).map(({ input }) => input)).toEqual([{ branch: 'B' }, { branch: 'C' }]);
    succeed(3, 'b');
    succeed(4, 'c');
    expect(outcome()).toMatchObject({ output: ['a', 'b', 'c'] });
  });

  it('runs only the iterations that did not succeed, and those not begun', () => {
    const { execution, fail, succeed, tasks, outcome } = run(
      one({
        Type: 'Map',
        MaxConcurrency: 1,
        ItemProcessor: { StartAt: 'I', States: { I: task() } },
        End: true,
      }),
      [1, 2, 3],
    );
    succeed(0, 'one');
    fail(1, 'E');
    execution.redrive();
    succeed(2, 'two');
    succeed(3, 'three');
    expect(tasks.map(({ input }) => input)).toEqual([1, 2, 2, 3]);
    expect(outcome()).toMatchObject({ output: ['one', 'two', 'three'] });
  });

  it('runs only the children that did not succeed', () => {
    const { execution, children, outcome, details } = run(
      one({
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'I',
          States: { I: { Type: 'Pass', End: true } },
        },
        End: true,
      }),
      [1, 2],
    );
    execution.childEnded(children[0]?.childId ?? 0, { status: 'SUCCEEDED', output: 'one', endedAt: 0 });
    execution.childEnded(children[1]?.childId ?? 0, { status: 'FAILED', endedAt: 0 });
    execution.redrive();
    expect(children.map(({ input }) => input)).toEqual([1, 2, 2]);
    expect(details('MapRunRedriven')).toMatchObject({ mapRunArn: children[0]?.mapRunArn, redriveCount: 1 });
    execution.childEnded(children[2]?.childId ?? 0, { status: 'SUCCEEDED', output: 'two', endedAt: 0 });
    expect(outcome()).toMatchObject({ output: ['one', 'two'] });
  });

  it('takes a stopped or timed-out execution up where it was, with its whole time again', async () => {
    const { execution, clock, outcome, succeed, tasks } = run({ ...one(task()), TimeoutSeconds: 30 });
    await clock.advance(30_000);
    expect(outcome()).toMatchObject({ status: 'TIMED_OUT' });
    execution.redrive();
    await clock.advance(29_000);
    execution.stop({});
    expect(outcome()).toMatchObject({ status: 'ABORTED' });
    execution.redrive();
    expect(tasks).toHaveLength(3);
    succeed(2, 'ok');
    await clock.advance(60_000);
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'ok' });
  });

  it('keeps the variables', () => {
    const { execution, fail, succeed, outcome } = run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { v: 7 }, Next: 'T' },
        T: { Type: 'Task', Resource: callback, Next: 'Z' },
        Z: { Type: 'Pass', InputPath: '$v', End: true },
      },
    });
    fail(0, 'E');
    execution.redrive();
    succeed(1, 1);
    expect(outcome()).toMatchObject({ output: 7 });
  });

  it('lets no old expression go on beside the new run', async () => {
    const { execution, settled, lines, outcomes } = run(
      oneInJsonata({ Type: 'Pass', Output: '{% 1 %}', End: true }),
    );
    execution.stop({});
    execution.redrive();
    await settled();
    expect(outcomes.map(({ status }) => status)).toEqual(['ABORTED', 'SUCCEEDED']);
    expect(lines().filter((line) => line.endsWith('PassStateExited'))).toHaveLength(1);
  });

  it('comes to the same Fail again', () => {
    const { execution, outcomes } = run(one({ Type: 'Fail', Error: 'E' }));
    execution.redrive();
    expect(outcomes).toEqual([
      { status: 'FAILED', error: 'E', endedAt: 0 },
      { status: 'FAILED', error: 'E', endedAt: 0 },
    ]);
  });
});
