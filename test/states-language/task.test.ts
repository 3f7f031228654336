import { describe, expect, it } from '@jest/globals';
import { activity, callback, one, oneInJsonata, run } from './run.ts';

const lambda = 'arn:aws:lambda:eu-west-1:000000000000:function:F';
const task = (fields = {}, resource = callback) =>
  one({ Type: 'Task', Resource: resource, End: true, ...fields });

describe('a Task', () => {
  it('fails with States.Timeout, and lets go of the task', async () => {
    const { execution, clock, tasks, cancelled, outcome, lines } = run(
      task({ TimeoutSeconds: 60 }, activity),
    );
    const id = tasks[0]?.taskId ?? 0;
    await clock.advance(50_000);
    execution.taskStarted(id, {});
    await clock.advance(59_000);
    expect(outcome()).toBeUndefined();
    await clock.advance(1_000);
    expect(outcome()).toEqual({ status: 'FAILED', error: 'States.Timeout', endedAt: 110_000 });
    expect(cancelled).toEqual([id]);
    expect(execution.isOpen(id)).toBe(false);
    expect(lines(4)).toEqual(['5<4 ActivityTimedOut', '6<5 ExecutionFailed']);
  });

  it('times out in the queue where no worker takes it', async () => {
    const { clock, outcome } = run(task({ TimeoutSeconds: 60 }, activity));
    await clock.advance(60_000);
    expect(outcome()).toMatchObject({ error: 'States.Timeout' });
  });

  it('is kept alive by heartbeats, and not without', async () => {
    const { execution, clock, tasks, outcome, details } = run(task({ HeartbeatSeconds: 10 }));
    const id = tasks[0]?.taskId ?? 0;
    execution.taskStarted(id, {});
    for (let beat = 0; beat < 3; beat += 1) {
      await clock.advance(8_000);
      expect(execution.taskHeartbeat(id)).toBe(true);
    }
    await clock.advance(10_000);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(details('TaskTimedOut')).toEqual({
      resourceType: 'sqs',
      resource: 'sendMessage.waitForTaskToken',
      error: 'States.Timeout',
    });
    expect(execution.taskHeartbeat(id)).toBe(false);
  });

  it.each(['States.HeartbeatTimeout', 'States.Timeout', 'States.ALL'])(
    'a missed heartbeat is caught as %s',
    async (name) => {
      const { execution, clock, tasks, outcome } = run(
        one(
          {
            Type: 'Task',
            Resource: callback,
            HeartbeatSeconds: 10,
            Catch: [
              { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
              { ErrorEquals: [name], Next: 'Right' },
            ],
            End: true,
          },
          { Wrong: { Type: 'Fail' }, Right: { Type: 'Succeed' } },
        ),
      );
      execution.taskStarted(tasks[0]?.taskId ?? 0, {});
      await clock.advance(10_000);
      expect(outcome()).toMatchObject({ output: { Error: 'States.Timeout', Cause: '' } });
    },
  );

  it('a timeout is no missed heartbeat', async () => {
    const { clock, outcome } = run(
      one(
        {
          Type: 'Task',
          Resource: callback,
          TimeoutSeconds: 5,
          Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Z' }],
          End: true,
        },
        { Z: { Type: 'Succeed' } },
      ),
    );
    await clock.advance(5_000);
    expect(outcome()).toMatchObject({ status: 'FAILED' });
  });

  it.each([
    ['TimeoutSecondsPath', 0, 'cannot be negative or zero: $.v == 0'],
    ['HeartbeatSecondsPath', 'x', 'does not reference an integer value: $.v == x'],
    ['TimeoutSecondsPath', undefined, "Invalid path '$.v' : No results for path: $['v']"],
  ])('%s of %j fails before anything is scheduled', (field, value, words) => {
    const { outcome, tasks } = run(task({ [field]: '$.v' }), value === undefined ? {} : { v: value });
    expect(outcome()).toMatchObject({ error: 'States.Runtime', cause: expect.stringContaining(words) });
    expect(tasks).toEqual([]);
  });

  it('records Region, limits and credentials as AWS does', () => {
    const { details, tasks } = run(
      task({
        TimeoutSecondsPath: '$.t',
        HeartbeatSeconds: 5,
        Parameters: { 'Token.$': '$$.Task.Token' },
        Credentials: { 'RoleArn.$': "States.Format('arn:{}', $.role)" },
      }),
      { t: 60, role: 'R' },
    );
    expect(details('TaskScheduled')).toEqual({
      resourceType: 'sqs',
      resource: 'sendMessage.waitForTaskToken',
      region: 'eu-west-1',
      parameters: '{"Token":"token"}',
      timeoutInSeconds: 60,
      heartbeatInSeconds: 5,
      taskCredentials: { roleArn: 'arn:R' },
    });
    expect(tasks[0]).toMatchObject({ credentialsRoleArn: 'arn:R', pattern: 'wait-for-task-token' });
  });

  it('takes credentials from an expression', async () => {
    const { details, settled } = run(
      oneInJsonata({
        Type: 'Task',
        Resource: lambda,
        Credentials: { RoleArn: '{% $states.input.r %}' },
        End: true,
      }),
      { r: 'R' },
    );
    await settled();
    expect(details('LambdaFunctionScheduled')).toMatchObject({ taskCredentials: { roleArn: 'R' } });
  });

  it.each([[activity], [lambda], ['arn:aws:states:::lambda:invoke']])(
    'shows no token to %s, which does not wait for one',
    (resource) => {
      expect(run(task({ Parameters: { 'T.$': '$$.Task.Token' } }, resource)).outcome()).toMatchObject({
        error: 'States.Runtime',
      });
    },
  );

  it('fails for a result over 256 KiB, in a way that States.ALL catches', () => {
    const { outcome, succeed, lines } = run(
      one(
        {
          Type: 'Task',
          Resource: lambda,
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'Z' }],
          End: true,
        },
        { Z: { Type: 'Succeed' } },
      ),
    );
    succeed(0, 'x'.repeat(262_144));
    expect(outcome()).toMatchObject({
      output: {
        e: {
          Error: 'States.DataLimitExceeded',
          Cause: `The state/task '${lambda}' returned a result with a size exceeding the maximum number of bytes service limit.`,
        },
      },
    });
    expect(lines(3)[0]).toBe('4<3 LambdaFunctionFailed');
  });

  it('waits on after its first answer where it is asked to', () => {
    const { execution, tasks, lines, outcome, succeed } = run(
      task({}, 'arn:aws:states:::states:startExecution.sync:2'),
    );
    const id = tasks[0]?.taskId ?? 0;
    execution.taskStarted(id, {});
    execution.taskSubmitted(id, { ExecutionArn: 'x' });
    expect(outcome()).toBeUndefined();
    succeed(0, { Output: 1 });
    expect(lines(2)).toEqual([
      '3<2 TaskScheduled',
      '4<3 TaskStarted',
      '5<4 TaskSubmitted',
      '6<5 TaskSucceeded',
      '7<6 TaskStateExited',
      '8<7 ExecutionSucceeded',
    ]);
  });

  it('gives its result and input to Output, and Arguments replace the input', async () => {
    const { outcome, succeed, tasks, settled } = run(
      oneInJsonata({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { Payload: '{% $states.input %}' },
        Output: {
          r: '{% $states.result.v %}',
          i: '{% $states.input %}',
          retries: '{% $states.context.State.RetryCount %}',
        },
        End: true,
      }),
      7,
    );
    await settled();
    expect(tasks[0]?.input).toEqual({ Payload: 7 });
    succeed(0, { v: 1 });
    await settled();
    expect(outcome()).toMatchObject({ output: { r: 1, i: 7, retries: 0 } });
  });

  it('counts the first answer alone, even while that is still at work', async () => {
    const { execution, succeed, fail, settled, outcome, tasks } = run(
      oneInJsonata({ Type: 'Task', Resource: callback, Output: '{% $states.result %}', End: true }),
    );
    await settled();
    expect(succeed(0, 'first')).toBe(true);
    expect(fail(0, 'E')).toBe(false);
    expect(execution.taskHeartbeat(tasks[0]?.taskId ?? 0)).toBe(false);
    await settled();
    expect(outcome()).toMatchObject({ output: 'first' });
  });
});
