import { describe, expect, it } from '@jest/globals';
import { createShiftableClock, type JsonObject, type JsonValue } from '../../src/platform/index.ts';
import {
  analyse,
  createExecution,
  type ExecutionOutcome,
  type HistoryEvent,
  type TaskRequest,
} from '../../src/states-language/index.ts';

const activity = 'arn:aws:states:us-east-1:000000000000:activity:A';

function run(definition: JsonObject, input: JsonValue = {}) {
  const { machine, diagnostics } = analyse(definition);
  if (!machine) throw new Error(JSON.stringify(diagnostics));
  const clock = createShiftableClock({ frozenAt: 0 });
  const events: HistoryEvent[] = [];
  const tasks: TaskRequest[] = [];
  const cancelled: number[] = [];
  let outcome: ExecutionOutcome | undefined;
  const execution = createExecution({
    machine,
    identity: {
      executionArn: 'e',
      name: 'n',
      input,
      roleArn: 'r',
      startedAt: 0,
      stateMachineArn: 'm',
      stateMachineName: 'M',
    },
    host: {
      clock,
      newToken: () => 'token',
      onEvent: (event) => events.push(event),
      onEnd: (end) => {
        outcome = end;
      },
      runTask: (request) => tasks.push(request),
      cancelTask: (taskId) => cancelled.push(taskId),
    },
  });
  execution.start();
  return {
    execution,
    clock,
    events,
    tasks,
    cancelled,
    types: () =>
      events.map(({ id, previousEventId, type }) => `${String(id)}<${String(previousEventId)} ${type}`),
    outcome: () => outcome,
  };
}

const one = (state: JsonObject, others: JsonObject = {}) => ({
  StartAt: 'S',
  States: { S: state, ...others },
});

describe('an execution', () => {
  it('numbers its history as AWS does, for a task of an activity', () => {
    const { execution, tasks, types, outcome } = run(
      one({ Type: 'Task', Resource: activity, TimeoutSeconds: 60, End: true }),
      { a: 1 },
    );
    const [task] = tasks;
    expect(task).toMatchObject({ kind: 'activity', input: { a: 1 }, timeoutSeconds: 60 });
    const id = task?.taskId ?? 0;
    execution.taskStarted(id, { workerName: 'w' });
    expect(execution.taskSucceeded(id, 'yes')).toBe(true);
    expect(execution.taskSucceeded(id, 'again')).toBe(false);
    expect(types()).toEqual([
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

  it('fails with States.Timeout, and lets go of the task', async () => {
    const { execution, clock, tasks, cancelled, outcome } = run(
      one({ Type: 'Task', Resource: activity, TimeoutSeconds: 60, End: true }),
    );
    const id = tasks[0]?.taskId ?? 0;
    await clock.advance(50_000);
    execution.taskStarted(id, {});
    await clock.advance(59_000);
    expect(outcome()).toBeUndefined();
    await clock.advance(2_000);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(cancelled).toEqual([id]);
    expect(execution.isOpen(id)).toBe(false);
  });

  it('is kept alive by heartbeats, and not without', async () => {
    const { execution, clock, tasks, outcome } = run(
      one({ Type: 'Task', Resource: activity, HeartbeatSeconds: 10, End: true }),
    );
    const id = tasks[0]?.taskId ?? 0;
    execution.taskStarted(id, {});
    for (let beat = 0; beat < 3; beat += 1) {
      await clock.advance(8_000);
      expect(execution.taskHeartbeat(id)).toBe(true);
    }
    await clock.advance(11_000);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('tries again as the retrier says, then takes the catcher with error and cause', async () => {
    const state = {
      Type: 'Task',
      Resource: activity,
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'Caught' }],
      End: true,
    };
    const { execution, clock, tasks, outcome } = run(one(state, { Caught: { Type: 'Pass', End: true } }), {
      kept: true,
    });
    for (const waitMs of [2_000, 4_000, 0]) {
      execution.taskFailed(tasks.at(-1)?.taskId ?? 0, { error: 'Busy', cause: 'later' });
      if (waitMs > 0) {
        await clock.advance(waitMs - 1);
        const before = tasks.length;
        await clock.advance(1);
        expect(tasks.length).toBe(before + 1);
      }
    }
    expect(outcome()).toMatchObject({
      status: 'SUCCEEDED',
      output: { kept: true, failed: { Error: 'Busy', Cause: 'later' } },
    });
  });

  it('joins the branches of a Parallel in order, and points past its Succeeded', () => {
    const branch = (value: number) => ({
      StartAt: 'B',
      States: { B: { Type: 'Pass', Result: value, End: true } },
    });
    const { outcome, events } = run(one({ Type: 'Parallel', Branches: [branch(1), branch(2)], End: true }));
    expect(outcome()).toMatchObject({ output: [1, 2] });
    const exited = events.find(({ type }) => type === 'ParallelStateExited');
    const succeeded = events.find(({ type }) => type === 'ParallelStateSucceeded');
    expect(exited?.previousEventId).toBe(succeeded?.previousEventId);
  });

  it('ends the other branches when one fails', () => {
    const branch = { StartAt: 'T', States: { T: { Type: 'Task', Resource: activity, End: true } } };
    const { execution, tasks, cancelled, outcome } = run(
      one({ Type: 'Parallel', Branches: [branch, branch], End: true }),
    );
    execution.taskFailed(tasks[0]?.taskId ?? 0, { error: 'E' });
    expect(cancelled).toEqual([tasks[1]?.taskId]);
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'E' });
  });

  it('maps over items, no more at once than allowed', () => {
    const { execution, tasks, outcome } = run(
      one({
        Type: 'Map',
        MaxConcurrency: 2,
        ItemsPath: '$.items',
        ItemProcessor: { StartAt: 'T', States: { T: { Type: 'Task', Resource: activity, End: true } } },
        End: true,
      }),
      { items: [1, 2, 3] },
    );
    expect(tasks.map(({ input }) => input)).toEqual([1, 2]);
    for (let next = 0; next < 3; next += 1) execution.taskSucceeded(tasks[next]?.taskId ?? 0, next * 10);
    expect(outcome()).toMatchObject({ output: [0, 10, 20] });
  });

  it('waits on its own clock', async () => {
    const { clock, outcome } = run(one({ Type: 'Wait', Seconds: 3_600, End: true }));
    await clock.advance(3_599_000);
    expect(outcome()).toBeUndefined();
    await clock.advance(1_000);
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('runs a loop of a thousand states without growing the stack', () => {
    const { outcome } = run(
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
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('stops at 25,000 events instead of running for ever', () => {
    const { outcome } = run({ StartAt: 'P', States: { P: { Type: 'Pass', Next: 'P' } } });
    expect(outcome()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('takes no step after it was stopped', () => {
    const { execution, tasks, outcome } = run(one({ Type: 'Task', Resource: activity, End: true }));
    expect(execution.stop({ error: 'Aborted', cause: 'why' })).toBe(true);
    expect(execution.taskSucceeded(tasks[0]?.taskId ?? 0, 1)).toBe(false);
    expect(outcome()).toMatchObject({ status: 'ABORTED', error: 'Aborted', cause: 'why' });
  });
});

describe('a definition', () => {
  it.each([
    [{}, 'States'],
    [one({ Type: 'Pass' }), 'Next, or End'],
    [one({ Type: 'Pass', Next: 'Goodby' }, { Goodbye: { Type: 'Succeed' } }), 'Did you mean Goodbye?'],
    [one({ Type: 'Tsk', End: true }), 'Did you mean Task?'],
    [one({ Type: 'Task', Resource: 'nonsense', End: true }), 'Resource'],
    [one({ Type: 'Wait', End: true }), 'exactly one of'],
    [one({ Type: 'Pass', InputPath: '$.a[', End: true }), 'JSONPath'],
    [{ QueryLanguage: 'JSONata', ...one({ Type: 'Pass', End: true }) }, 'JSONata'],
  ])('%j is refused with what and where', (definition, words) => {
    const { machine, diagnostics } = analyse(definition);
    expect(machine).toBeUndefined();
    expect(diagnostics.map(({ message, location }) => `${location} ${message}`).join('\n')).toContain(words);
  });
  it('that is not JSON is refused too', () => {
    expect(analyse('{').diagnostics[0]).toMatchObject({ code: 'INVALID_JSON_DESCRIPTION' });
  });
});
