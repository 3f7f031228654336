import { describe, expect, it } from '@jest/globals';
import type { JsonValue } from '../../../../../src/platform/index.ts';
import { machineArn } from '../account.ts';
import { activityArn, activityTask, openFolder, waiting, type Answers } from './folder.ts';

const callback = {
  StartAt: 'T',
  States: {
    T: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', MessageBody: { 'token.$': '$$.Task.Token' } },
      End: true,
    },
  },
};

function tokenIn(body: JsonValue | undefined): string {
  return (JSON.parse(typeof body === 'string' ? body : '{}') as { token: string }).token;
}

describe('a task token', () => {
  it('given out before answers its task after', async () => {
    const folder = openFolder();
    let token: JsonValue = '';
    let sent = 0;
    const answers: Answers = {
      'sqs.SendMessage': ({ MessageBody }) => {
        sent += 1;
        token = tokenIn(MessageBody);
        return { MessageId: 'm' };
      },
    };
    const first = await folder.next(answers);
    await first.create(callback);
    await first.start();
    await first.settled();
    const before = await first.history();
    const second = await folder.next(answers);
    await second.settled();
    expect(await second.history()).toEqual(before);
    expect(sent).toBe(1);
    await second.call('SendTaskSuccess', { taskToken: token, output: '"yes"' });
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
  });
  it('of a task that timed out is told so in the next process too', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.call('CreateActivity', { name: 'A' });
    const limited = { Type: 'Task', Resource: activityArn, TimeoutSeconds: 5, Catch: [] };
    const state = { ...limited, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'W' }], End: true };
    await first.create({
      StartAt: 'T',
      States: { T: state, W: { Type: 'Wait', Seconds: 100, End: true } },
    });
    await first.start();
    await first.settled();
    const { taskToken } = await first.call('GetActivityTask', { activityArn });
    await first.clock.advance(5_000);
    const second = await folder.next();
    await expect(
      second.call('SendTaskSuccess', { taskToken: taskToken ?? '', output: '1' }),
    ).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });
});

describe('an activity task', () => {
  it('that nobody took is handed out by the next process', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.call('CreateActivity', { name: 'A' });
    await first.create(activityTask);
    await first.start({ n: 1 });
    await first.settled();
    const second = await folder.next();
    await second.settled();
    const { taskToken, input } = await second.call('GetActivityTask', { activityArn, workerName: 'w' });
    expect(input).toBe('{"n":1}');
    await second.call('SendTaskSuccess', { taskToken: taskToken ?? '', output: '2' });
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED', output: '2' });
  });
  it('that a worker holds stays with it', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.call('CreateActivity', { name: 'A' });
    await first.create(activityTask);
    await first.start();
    await first.settled();
    const { taskToken } = await first.call('GetActivityTask', { activityArn });
    const second = await folder.next();
    await second.settled();
    const gone = new AbortController();
    const poll = second.call('GetActivityTask', { activityArn }, undefined, gone.signal);
    gone.abort();
    expect(await poll).toEqual({ taskToken: null });
    await second.call('SendTaskFailure', { taskToken: taskToken ?? '', error: 'E' });
    expect(await second.describe()).toMatchObject({ status: 'FAILED', error: 'E' });
  });
});

describe('an integration', () => {
  it('whose answer was not there is asked again, without a second event of its start', async () => {
    const folder = openFolder();
    const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {}, End: true };
    const first = await folder.next({ 'sqs.SendMessage': () => new Promise(() => undefined) });
    await first.create({ StartAt: 'T', States: { T: task } });
    await first.start();
    await new Promise((resolve) => setImmediate(resolve));
    const second = await folder.next({ 'sqs.SendMessage': () => ({ MessageId: 'm' }) });
    await second.settled();
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED' });
    const types = (await second.history()).map(({ type }) => type);
    expect(types.filter((type) => type === 'TaskStarted')).toHaveLength(1);
  });
  it('goes on waiting for a nested execution', async () => {
    const folder = openFolder();
    const first = await folder.next();
    await first.create(waiting(60), { name: 'Child' });
    const nested = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: machineArn.replace(/M$/, 'Child'), Input: {}, Name: 'c' },
      End: true,
    };
    await first.create({ StartAt: 'T', States: { T: nested } });
    await first.start();
    await first.settled();
    const second = await folder.next();
    await second.clock.advance(60_000);
    await second.settled();
    expect(await second.describe()).toMatchObject({ status: 'SUCCEEDED' });
  });
});
