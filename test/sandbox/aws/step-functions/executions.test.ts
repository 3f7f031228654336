import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { executionArn, fail, here, jsonOf, machineArn, oneTask, openAccount, pass, wait } from './account.ts';

const activity = 'arn:aws:states:us-east-1:000000000000:activity:A';
const elsewhere = { ...here, region: 'eu-west-1' };
const otherAccount = { ...here, account: '111111111111' };
const day = 86_400_000;

async function running(definition: JsonObject, input: JsonObject = {}) {
  const account = openAccount();
  await account.create(definition);
  await account.start(input);
  await account.settled();
  return account;
}

describe('StartExecution', () => {
  it('is the same start while it runs with the same input, and refused otherwise', async () => {
    const account = await running(wait, { a: 1 });
    await account.clock.advance(1000);
    expect(await account.start({ a: 1 })).toEqual({
      executionArn,
      startDate: (account.clock.now() - 1000) / 1000,
    });
    const exists = { code: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${executionArn}'` };
    await expect(account.start({ a: 2 })).rejects.toMatchObject(exists);
    await account.clock.advance(60_000);
    await expect(account.start({ a: 1 })).rejects.toMatchObject(exists);
  });

  it.each([
    ['', 'Invalid execution input.'],
    [
      'not a json',
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
  ])('refuses the input %j as the service words it', async (input, why) => {
    const account = await running(pass);
    await expect(account.start({}, { input, name: 'x' })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
      message: `Invalid State Machine Execution Input: '${why}'`,
    });
  });

  it('refuses an input that is nested too deep before it stores anything', async () => {
    const account = openAccount();
    await account.create(pass);
    const input = '['.repeat(20_000) + ']'.repeat(20_000);
    await expect(account.start({}, { input })).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
    await expect(account.describe()).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });

  it('refuses an input over 256 KiB and a name that is none', async () => {
    const account = openAccount();
    await account.create(pass);
    const input = JSON.stringify('a'.repeat(262_143));
    await expect(account.start({}, { input })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(account.start({}, { name: 'a b' })).rejects.toMatchObject({
      code: 'InvalidName',
      message: "Invalid Name: 'a b'",
    });
  });

  it('knows no machine of another Region or account', async () => {
    const account = openAccount();
    await account.create(pass);
    for (const caller of [elsewhere, otherAccount]) {
      await expect(
        account.call('StartExecution', { stateMachineArn: machineArn }, caller),
      ).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
    }
  });
});

describe('DescribeExecution', () => {
  it('gives what the service gives of one that succeeded', async () => {
    const account = await running(pass, { a: 1 });
    expect(await account.describe()).toEqual({
      executionArn,
      stateMachineArn: machineArn,
      name: 'e',
      status: 'SUCCEEDED',
      startDate: account.clock.now() / 1000,
      stopDate: account.clock.now() / 1000,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  it('leaves the data out with METADATA_ONLY', async () => {
    const account = await running(fail);
    const described = await account.call('DescribeExecution', {
      executionArn,
      includedData: 'METADATA_ONLY',
    });
    expect(described).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
    for (const name of ['input', 'error', 'cause']) expect(described).not.toHaveProperty(name);
  });

  it.each([
    ['not_an_arn', "Invalid Arn: 'Invalid ARN prefix: not_an_arn'"],
    [machineArn, "Invalid Arn: 'Resource type not valid in this context: stateMachine'"],
    [executionArn.replace(/:e$/, ''), "Invalid Arn: 'Resource type not valid in this context: execution'"],
  ])('refuses %s', async (arn, message) => {
    await expect(openAccount().describe(arn)).rejects.toMatchObject({ code: 'InvalidArn', message });
  });

  it('knows no execution of another account', async () => {
    const account = await running(pass);
    await expect(account.call('DescribeExecution', { executionArn }, otherAccount)).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
  });
});

describe('ListExecutions', () => {
  const many = async (count: number) => {
    const account = openAccount();
    await account.create(wait);
    for (let at = 0; at < count; at += 1) await account.start({}, { name: `e${String(at)}` });
    return account;
  };
  const names = ({ executions }: JsonObject) =>
    (executions as unknown as readonly { name: string }[]).map(({ name }) => name);

  it('has the newest first, and its pages stay right while executions start and end', async () => {
    const account = await many(5);
    const query = { stateMachineArn: machineArn, maxResults: 2, statusFilter: 'RUNNING' };
    const first = await account.call('ListExecutions', query);
    expect(names(first)).toEqual(['e4', 'e3']);
    await account.start({}, { name: 'late' });
    await account.call('StopExecution', { executionArn: executionArn.replace(/e$/, 'e3') });
    const second = await account.call('ListExecutions', { ...query, nextToken: first['nextToken'] ?? '' });
    expect(names(second)).toEqual(['e2', 'e1']);
    const third = await account.call('ListExecutions', { ...query, nextToken: second['nextToken'] ?? '' });
    expect(names(third)).toEqual(['e0']);
    expect(third).not.toHaveProperty('nextToken');
  });

  it('filters by status', async () => {
    const account = await many(3);
    await account.call('StopExecution', { executionArn: executionArn.replace(/e$/, 'e1') });
    const list = async (statusFilter: string) =>
      names(await account.call('ListExecutions', { stateMachineArn: machineArn, statusFilter }));
    expect(await list('ABORTED')).toEqual(['e1']);
    expect(await list('RUNNING')).toEqual(['e2', 'e0']);
    await expect(list('succeeded')).rejects.toMatchObject({
      message:
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    });
  });

  it.each([
    [{ maxResults: 1001 }, 'Member must have value less than or equal to 1000'],
    [{ maxResults: -1 }, 'Member must have value greater than or equal to 0'],
    [{ nextToken: 'x'.repeat(3097) }, 'Member must have length less than or equal to 3096'],
  ])('refuses %j', async (more, words) => {
    const account = await many(1);
    await expect(
      account.call('ListExecutions', { stateMachineArn: machineArn, ...more } as JsonObject),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(words) as string,
    });
  });

  it('refuses a token that it never gave', async () => {
    const account = await many(1);
    await expect(
      account.call('ListExecutions', { stateMachineArn: machineArn, nextToken: 'what' }),
    ).rejects.toMatchObject({ code: 'InvalidToken', message: "Invalid Token: 'Invalid token'" });
  });

  it('answers a thousand at once', async () => {
    const account = await many(1000);
    const { executions } = await account.call('ListExecutions', {
      stateMachineArn: machineArn,
      maxResults: 1000,
      statusFilter: 'RUNNING',
    });
    expect(executions).toHaveLength(1000);
    await account.clock.advance(60_000);
    const done = await account.call('ListExecutions', {
      stateMachineArn: machineArn,
      maxResults: 1000,
      statusFilter: 'SUCCEEDED',
    });
    expect(done['executions']).toHaveLength(1000);
  });
});

describe('GetExecutionHistory', () => {
  it('pages forwards and backwards', async () => {
    const account = await running(pass);
    const page = (more: JsonObject) =>
      account.call('GetExecutionHistory', { executionArn, maxResults: 2, ...more });
    const ids = ({ events }: JsonObject) =>
      (events as unknown as readonly { id: number }[]).map(({ id }) => id);
    const first = await page({});
    const rest = await page({ nextToken: first['nextToken'] ?? '' });
    expect([ids(first), ids(rest), rest['nextToken']]).toEqual([[1, 2], [3, 4], undefined]);
    const last = await page({ reverseOrder: true });
    const before = await page({ reverseOrder: true, nextToken: last['nextToken'] ?? '' });
    expect([ids(last), ids(before), before['nextToken']]).toEqual([[4, 3], [2, 1], undefined]);
    await expect(page({ nextToken: Buffer.from('99').toString('base64url') })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });

  it('leaves inputs and outputs out where the data is not wanted', async () => {
    const account = await running(pass, { secret: 1 });
    const text = JSON.stringify(await account.history(executionArn, { includeExecutionData: false }));
    expect(text).not.toContain('secret');
    expect(text).toContain('roleArn');
  });
});

describe('StopExecution', () => {
  it('ends it with error and cause, within their limits', async () => {
    const account = await running(wait);
    await expect(
      account.call('StopExecution', { executionArn, error: 'x'.repeat(257) }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
    await account.call('StopExecution', { executionArn, error: 'E', cause: 'C' });
    expect(await account.describe()).toMatchObject({ status: 'ABORTED', error: 'E', cause: 'C' });
  });
});

describe('a task token', () => {
  const waiting = async () => {
    const account = openAccount();
    await account.call('CreateActivity', { name: 'A' });
    await account.create(oneTask({ Resource: activity }));
    await account.start();
    await account.settled();
    const { taskToken } = await account.call('GetActivityTask', { activityArn: activity });
    return { account, taskToken: taskToken ?? '' };
  };

  it('is invalid for another Region and account, and still open after', async () => {
    const { account, taskToken } = await waiting();
    for (const caller of [elsewhere, otherAccount])
      await expect(account.call('SendTaskSuccess', { taskToken, output: '1' }, caller)).rejects.toMatchObject(
        { code: 'InvalidToken' },
      );
    await account.call('SendTaskSuccess', { taskToken, output: '1' });
    await expect(account.call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it.each([
    ['SendTaskSuccess', { output: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
    ['SendTaskSuccess', { output: '{' }, 'InvalidOutput'],
    ['SendTaskSuccess', { output: '['.repeat(5000) + ']'.repeat(5000) }, 'InvalidOutput'],
    ['SendTaskFailure', { error: 'x'.repeat(257) }, 'ValidationException'],
    ['SendTaskFailure', { cause: 'x'.repeat(32_769) }, 'ValidationException'],
  ])('stays open after a %s that is refused with %j', async (operation, params, code) => {
    const { account, taskToken } = await waiting();
    await expect(account.call(operation, { taskToken, ...params } as JsonObject)).rejects.toMatchObject({
      code,
    });
    await account.call('SendTaskSuccess', { taskToken, output: '2' });
    expect(await account.describe()).toMatchObject({ status: 'SUCCEEDED', output: '2' });
  });

  it('that nobody was given does not exist', async () => {
    const { account } = await waiting();
    await expect(account.call('SendTaskHeartbeat', { taskToken: 'sbxtok-unknown' })).rejects.toMatchObject({
      code: 'TaskDoesNotExist',
    });
    await expect(account.call('SendTaskHeartbeat', { taskToken: 'foreign' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });
});

describe('GetActivityTask', () => {
  it('gives no task to a worker that has gone', async () => {
    const account = openAccount();
    await account.call('CreateActivity', { name: 'A' });
    await account.create(oneTask({ Resource: activity }));
    const gone = new AbortController();
    const left = account.call('GetActivityTask', { activityArn: activity }, here, gone.signal);
    gone.abort();
    expect(await left).toEqual({ taskToken: null });
    await account.start({ n: 1 });
    await account.settled();
    const late = new AbortController();
    late.abort();
    expect(await account.call('GetActivityTask', { activityArn: activity }, here, late.signal)).toEqual({
      taskToken: null,
    });
    expect(await account.call('GetActivityTask', { activityArn: activity })).toMatchObject({
      input: '{"n":1}',
    });
  });

  it('sends a worker home when its activity is deleted, and knows none elsewhere', async () => {
    const account = openAccount();
    await account.call('CreateActivity', { name: 'A' });
    const polling = account.call('GetActivityTask', { activityArn: activity });
    await account.call('DeleteActivity', { activityArn: activity });
    expect(await polling).toEqual({ taskToken: null });
    await account.call('CreateActivity', { name: 'A' });
    await expect(account.call('GetActivityTask', { activityArn: activity }, elsewhere)).rejects.toMatchObject(
      { code: 'ActivityDoesNotExist' },
    );
  });
});

describe('RedriveExecution', () => {
  const redrive = (account: Awaited<ReturnType<typeof running>>, more: JsonObject = {}) =>
    account.call('RedriveExecution', { executionArn, ...more });

  it('runs a failed execution again from where it ended', async () => {
    const account = await running(fail);
    await account.clock.advance(5000);
    expect(await redrive(account)).toEqual({ redriveDate: account.clock.now() / 1000 });
    await account.settled();
    expect(await account.describe()).toMatchObject({
      status: 'FAILED',
      redriveCount: 1,
      redriveDate: account.clock.now() / 1000,
      redriveStatus: 'REDRIVABLE',
    });
    expect((await account.history()).map(({ type }) => type)).toContain('ExecutionRedriven');
    expect(account.told.map(({ status, redriveCount }) => [status, redriveCount])).toEqual([
      ['RUNNING', 0],
      ['FAILED', 0],
      ['RUNNING', 1],
      ['FAILED', 1],
    ]);
  });

  it('is one redrive for one client token within 15 minutes', async () => {
    const account = await running(fail);
    const first = await redrive(account, { clientToken: 't' });
    await account.clock.advance(60_000);
    expect(await redrive(account, { clientToken: 't' })).toEqual(first);
    await account.clock.advance(15 * 60_000);
    await redrive(account, { clientToken: 't' });
    expect(await account.describe()).toMatchObject({ redriveCount: 2 });
  });

  it('refuses what runs, succeeded, or ended two weeks ago, and says why in describe', async () => {
    const refused = { code: 'ExecutionNotRedrivable' };
    const slow = await running(wait);
    await expect(redrive(slow)).rejects.toMatchObject(refused);
    const done = await running(pass);
    await expect(redrive(done)).rejects.toMatchObject(refused);
    const old = await running(fail);
    await old.clock.advance(14 * day + 1);
    await expect(redrive(old)).rejects.toMatchObject(refused);
    expect(await old.describe()).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution redrivable period exceeded',
    });
  });

  it('is a filter of the list', async () => {
    const account = await running(fail);
    const list = async (redriveFilter: string) =>
      (await account.call('ListExecutions', { stateMachineArn: machineArn, redriveFilter }))['executions'];
    expect(await list('REDRIVEN')).toEqual([]);
    await redrive(account);
    expect(await list('REDRIVEN')).toHaveLength(1);
    expect(await list('NOT_REDRIVEN')).toEqual([]);
  });
});

describe('an EXPRESS machine', () => {
  const express = async (definition: JsonObject = pass) => {
    const account = openAccount();
    await account.create(definition, { type: 'EXPRESS' });
    return account;
  };

  it('runs at once and waits for the end with StartSyncExecution', async () => {
    const account = await express();
    const result = await account.call('StartSyncExecution', {
      stateMachineArn: machineArn,
      name: 's',
      input: '{"a":1}',
    });
    expect(result).toMatchObject({
      stateMachineArn: machineArn,
      name: 's',
      status: 'SUCCEEDED',
      output: '{"a":1}',
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
    expect(result['executionArn']).toMatch(/:express:M:s:[\w-]{36}$/);
    expect(account.told).toEqual([]);
  });

  it('gives error and cause of one that failed', async () => {
    const account = await express(fail);
    expect(await account.call('StartSyncExecution', { stateMachineArn: machineArn })).toMatchObject({
      status: 'FAILED',
      error: 'Boom',
      cause: 'why',
    });
  });

  it('ends after five minutes', async () => {
    const account = await express({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 900, End: true } } });
    const result = account.call('StartSyncExecution', { stateMachineArn: machineArn });
    await account.settled();
    await account.clock.advance(300_000);
    expect(await result).toMatchObject({ status: 'TIMED_OUT' });
  });

  it('starts the same name as often as asked, and leaves nothing to look at', async () => {
    const account = await express();
    const first = await account.start();
    const second = await account.start();
    expect(first['executionArn']).not.toBe(second['executionArn']);
    for (const operation of ['DescribeExecution', 'StopExecution', 'GetExecutionHistory']) {
      await expect(
        account.call(operation, { executionArn: first['executionArn'] ?? '' }),
      ).rejects.toMatchObject({
        code: 'InvalidArn',
        message: "Invalid Arn: 'Resource type not valid in this context: express'",
      });
    }
    await expect(account.call('ListExecutions', { stateMachineArn: machineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
      message: 'This operation is not supported by this type of state machine',
    });
  });

  it('is the only kind that StartSyncExecution runs', async () => {
    const account = openAccount();
    await account.create(pass);
    await expect(account.call('StartSyncExecution', { stateMachineArn: machineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });

  it.each([
    ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', "'.waitForTaskToken' service integration "],
    ['arn:aws:states:::states:startExecution.sync', "'.sync' service integration"],
    [activity, 'Activity ARN'],
  ])('may not wait for %s', async (Resource, words) => {
    const definition = JSON.stringify(oneTask({ Resource, Parameters: {} }));
    await expect(express(oneTask({ Resource }))).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support ${words} at /States/T/Resource'`,
    });
    const { result } = await openAccount().call('ValidateStateMachineDefinition', {
      definition,
      type: 'EXPRESS',
    });
    expect(result).toBe('FAIL');
  });
});

describe('a function that never answers', () => {
  it('holds nobody who waits for the work of a stopped execution', async () => {
    const account = openAccount({ 'lambda.Invoke': () => new Promise(() => undefined) });
    await account.create(oneTask({ Resource: 'arn:aws:lambda:us-east-1:000000000000:function:f' }));
    await account.start();
    await Promise.resolve();
    await account.call('StopExecution', { executionArn });
    await account.settled();
    expect(jsonOf('{}')).toEqual({});
    expect(await account.describe()).toMatchObject({ status: 'ABORTED' });
  });
});

describe('reset', () => {
  it('ends everything, and nobody hears of it', async () => {
    const account = await running(wait);
    const before = account.told.length;
    account.reset();
    expect(account.told).toHaveLength(before);
    await expect(account.describe()).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
  });
});
