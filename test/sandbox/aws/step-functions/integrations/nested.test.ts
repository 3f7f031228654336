import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '../../../../../src/platform/index.ts';
import { executionArn, jsonOf, oneTask, openAccount, pass } from '../account.ts';

const childArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:Child';
const childRun = 'arn:aws:states:us-east-1:000000000000:execution:Child:c';

describe('states:startExecution', () => {
  const task = (suffix = '', more: JsonObject = {}) => ({
    Resource: `arn:aws:states:::states:startExecution${suffix}`,
    Parameters: { StateMachineArn: childArn, Name: 'c', Input: { x: 1 }, ...more },
  });
  const withChild = async (definition: JsonObject) => {
    const account = openAccount();
    await account.create(definition, { name: 'Child' });
    return account;
  };
  const slow = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
  const failing = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'why' } } };

  it('answers when the child has started', async () => {
    const account = await withChild(slow);
    const { output } = await account.runTask(task());
    expect(jsonOf(output)).toMatchObject({ ExecutionArn: childRun, StartDate: account.clock.now() });
    expect(await account.describe(childRun)).toMatchObject({ status: 'RUNNING', input: '{"x":1}' });
  });

  it('waits with .sync, and gives the child’s output as text', async () => {
    const account = await withChild(slow);
    expect(await account.runTask(task('.sync'))).toMatchObject({ status: 'RUNNING' });
    await account.clock.advance(60_000);
    await account.settled();
    await Promise.resolve();
    const { status, output } = await account.describe();
    expect(status).toBe('SUCCEEDED');
    const result = jsonOf(output);
    expect(result).toMatchObject({ Status: 'SUCCEEDED', Name: 'c', Input: '{"x":1}', Output: '{"x":1}' });
    expect(Object.keys(result)).toEqual([
      'ExecutionArn',
      'Input',
      'InputDetails',
      'Name',
      'Output',
      'OutputDetails',
      'RedriveCount',
      'RedriveStatus',
      'RedriveStatusReason',
      'StartDate',
      'StateMachineArn',
      'Status',
      'StopDate',
    ]);
  });

  it('gives input and output as JSON with .sync:2', async () => {
    const account = await withChild(pass);
    await account.runTask(task('.sync:2'));
    const { output } = await account.describe();
    expect(jsonOf(output)).toMatchObject({ Input: { x: 1 }, Output: { x: 1 } });
    expect((await account.details('TaskSubmitted'))['resource']).toBe('startExecution.sync:2');
  });

  it('fails with States.TaskFailed where the child fails', async () => {
    const account = await withChild(failing);
    await account.runTask(task('.sync'));
    const { error, cause } = await account.describe();
    expect(error).toBe('States.TaskFailed');
    expect(jsonOf(cause)).toMatchObject({ Error: 'Boom', Cause: 'why', Status: 'FAILED', Name: 'c' });
  });

  it('stops the child of a .sync with its parent, and no other', async () => {
    const account = await withChild(slow);
    await account.runTask(task('.sync'));
    await account.call('StopExecution', { executionArn });
    expect(await account.describe(childRun)).toMatchObject({ status: 'ABORTED' });
    const free = await withChild(slow);
    await free.create(oneTask({ ...task('.waitForTaskToken'), TimeoutSeconds: 600 }));
    await free.start();
    await free.settled();
    await free.call('StopExecution', { executionArn });
    expect(await free.describe(childRun)).toMatchObject({ status: 'RUNNING' });
  });

  it('takes no input for an empty object', async () => {
    const account = await withChild(pass);
    await account.runTask(task('', { Input: null }));
    expect(await account.describe(childRun)).toMatchObject({ input: '{}' });
  });

  it('names a missing machine', async () => {
    const { error, cause } = await openAccount().runTask(task());
    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException');
    expect(cause).toContain(
      `'${childArn}' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist;`,
    );
  });

  it('ends with a token that the child was given', async () => {
    const account = await withChild(slow);
    await account.runTask(task('.sync', { Input: { 't.$': '$$.Task.Token' } }));
    const { input } = await account.describe(childRun);
    const { t } = jsonOf(input);
    await account.call('SendTaskSuccess', { taskToken: t ?? '', output: '"early"' });
    expect(await account.describe()).toMatchObject({ status: 'SUCCEEDED', output: '"early"' });
  });
});
