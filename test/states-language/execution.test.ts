import { describe, expect, it } from '@jest/globals';
import { activity, one, oneInJsonata, run } from './run.ts';

const loop = {
  StartAt: 'P',
  States: {
    P: { Type: 'Pass', Next: 'C' },
    C: { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'End' }], Default: 'P' },
    End: { Type: 'Succeed' },
  },
};

describe('an execution', () => {
  it('numbers its history as AWS does, for a task of an activity', () => {
    const { execution, tasks, lines, outcome } = run(
      one({ Type: 'Task', Resource: activity, TimeoutSeconds: 60, End: true }),
      { a: 1 },
    );
    const [task] = tasks;
    expect(task).toMatchObject({ kind: 'activity', input: { a: 1 }, timeoutSeconds: 60 });
    const id = task?.taskId ?? 0;
    execution.taskStarted(id, { workerName: 'w' });
    expect(execution.taskSucceeded(id, 'yes')).toBe(true);
    expect(execution.taskSucceeded(id, 'again')).toBe(false);
    expect(lines()).toEqual([
      '1<0 ExecutionStarted',
      '2<0 TaskStateEntered',
      '3<2 ActivityScheduled',
      '4<3 ActivityStarted',
      '5<4 ActivitySucceeded',
      '6<5 TaskStateExited',
      '7<6 ExecutionSucceeded',
    ]);
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED', output: 'yes' });
  });

  it('takes all its steps at once in JSONPath', () => {
    expect(run(one({ Type: 'Pass', End: true }), 7).outcome()).toMatchObject({ output: 7 });
  });

  it('goes on by itself after start returned in JSONata', async () => {
    const { outcome, settled } = run(oneInJsonata({ Type: 'Pass', Output: '{% 1 + 1 %}', End: true }));
    expect(outcome()).toBeUndefined();
    await settled();
    expect(outcome()).toMatchObject({ output: 2 });
  });

  it('runs a loop of a thousand states without growing the stack', async () => {
    const { outcome, settled } = run(
      {
        StartAt: 'C',
        States: {
          C: { Type: 'Choice', Choices: [{ Variable: '$[0]', IsPresent: true, Next: 'P' }], Default: 'End' },
          P: { Type: 'Pass', InputPath: '$[1:]', Next: 'C' },
          End: { Type: 'Succeed' },
        },
      },
      Array.from({ length: 1_000 }, (_, index) => index),
    );
    await settled();
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('stops at 25,000 events instead of running for ever, the last of them its end', async () => {
    const { outcome, events, settled } = run(loop);
    await settled();
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(events).toHaveLength(25_000);
    expect(events.at(-1)).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
  });

  it('lets the rest of the process have its turn while it loops', async () => {
    const { outcome, settled } = run(loop);
    let others = 0;
    const other = () => {
      others += 1;
      if (!outcome()) setImmediate(other);
    };
    setImmediate(other);
    await settled();
    expect(others).toBeGreaterThan(10);
  });

  it('takes no step after it was stopped', () => {
    const { execution, outcome, succeed, lines } = run(one({ Type: 'Task', Resource: activity, End: true }));
    expect(execution.stop({ error: 'Aborted', cause: 'why' })).toBe(true);
    expect(succeed(0, 1)).toBe(false);
    expect(execution.stop({})).toBe(false);
    expect(outcome()).toMatchObject({ status: 'ABORTED', error: 'Aborted', cause: 'why' });
    expect(lines().at(-1)).toBe('4<0 ExecutionAborted');
  });

  it('takes no step after it was stopped in the middle of an expression', async () => {
    const { execution, outcomes, settled, events } = run(
      oneInJsonata({ Type: 'Pass', Output: '{% 1 %}', End: true }),
    );
    execution.stop({});
    const before = events.length;
    await settled();
    expect(outcomes).toHaveLength(1);
    expect(events).toHaveLength(before);
  });

  it('times out by its own TimeoutSeconds', async () => {
    const { clock, outcome, cancelled } = run({
      ...one({ Type: 'Task', Resource: activity, End: true }),
      TimeoutSeconds: 30,
    });
    await clock.advance(29_999);
    expect(outcome()).toBeUndefined();
    await clock.advance(1);
    expect(outcome()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(cancelled).toHaveLength(1);
  });

  it('refuses to pass on more than 256 KiB', () => {
    const { outcome } = run(
      one({ Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' }, End: true }),
      'x'.repeat(150_000),
    );
    expect(outcome()).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause:
        "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  it('is told apart as express by its ARN: no RedriveCount in the context object', () => {
    const machine = one({ Type: 'Pass', InputPath: '$$.Execution', End: true });
    expect(run(machine).outcome()).toMatchObject({ output: { RedriveCount: 0 } });
    const express = run(machine, {}, { express: true }).outcome();
    expect(express).not.toMatchObject({ output: { RedriveCount: expect.anything() } });
  });
});

describe('a Pass', () => {
  it.each([
    ['hands its input on', {}, { a: 1 }],
    ['selects by InputPath', { InputPath: '$.a' }, 1],
    ['empties by InputPath null', { InputPath: null }, {}],
    ['puts its Result at ResultPath', { Result: 2, ResultPath: '$.b.c' }, { a: 1, b: { c: 2 } }],
    ['keeps its input for ResultPath null', { Result: 2, ResultPath: null }, { a: 1 }],
    ['fills Parameters', { Parameters: { 'x.$': '$.a', y: '$.a' } }, { x: 1, y: '$.a' }],
    ['selects by OutputPath', { Result: { z: 3 }, OutputPath: '$.z' }, 3],
    ['takes Result before Parameters', { Parameters: { a: 2 }, Result: 'fixed' }, 'fixed'],
  ])('%s', (_case, fields, output) => {
    expect(run(one({ Type: 'Pass', ...fields, End: true }), { a: 1 }).outcome()).toMatchObject({ output });
  });

  it.each([
    [
      'a path of a field that leads nowhere',
      { InputPath: '$.no' },
      "An error occurred while executing the state 'S' (entered at the event id #2). Invalid path '$.no' : No results for path: $['no']",
    ],
    [
      'a path that leads nowhere halfway',
      { InputPath: '$.no.where' },
      "An error occurred while executing the state 'S' (entered at the event id #2). Invalid path '$.no.where' : Missing property in path $['no']",
    ],
    [
      'a path of a template that leads nowhere',
      { Parameters: { 'x.$': '$.no' } },
      `An error occurred while executing the state 'S' (entered at the event id #2). The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":1}'`,
    ],
  ])('fails with States.Runtime for %s', (_case, fields, cause) => {
    expect(run(one({ Type: 'Pass', ...fields, End: true }), { a: 1 }).outcome()).toMatchObject({
      error: 'States.Runtime',
      cause,
    });
  });

  it('cannot put a result into what is no object', () => {
    expect(run(one({ Type: 'Pass', ResultPath: '$.x', End: true }), 5).outcome()).toMatchObject({
      error: 'States.ResultPathMatchFailure',
      cause: expect.stringContaining('Unable to apply ReferencePath $.x to input 5'),
    });
  });
});

describe('a Fail', () => {
  it.each([
    ['fixed words', { Error: 'E', Cause: 'C' }, { error: 'E', cause: 'C' }],
    ['paths', { ErrorPath: '$.e', CausePath: '$.c' }, { error: 'e!', cause: 'c!' }],
    ['intrinsic functions', { CausePath: "States.Format('{} {}', $.e, $.c)" }, { cause: 'e! c!' }],
    ['nothing', {}, {}],
  ])('fails with %s', (_case, fields, expected) => {
    const outcome = run(one({ Type: 'Fail', ...fields }), { e: 'e!', c: 'c!' }).outcome();
    expect(outcome).toEqual({ status: 'FAILED', endedAt: 0, ...expected });
  });

  it('says which field of which path was not there', () => {
    expect(run(one({ Type: 'Fail', ErrorPath: '$.x' }), { e: 1 }).outcome()).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(
        `The JSONPath '$.x' specified for the field 'ErrorPath' could not be found in the input '{"e":1}'`,
      ),
    });
  });

  it('takes expressions, which must be texts', async () => {
    const good = run(oneInJsonata({ Type: 'Fail', Error: "{% 'E' & 1 %}", Cause: 'plain' }));
    await good.settled();
    expect(good.outcome()).toMatchObject({ error: 'E1', cause: 'plain' });
    const bad = run(oneInJsonata({ Type: 'Fail', Error: '{% 1 %}' }));
    await bad.settled();
    expect(bad.outcome()).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("Expected 'string', but was 'number' for value: 1"),
    });
  });
});
