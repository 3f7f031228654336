import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { executionArn, fail, here, machineArn, openAccount, pass, running, wait } from './account.ts';

const otherAccount = { ...here, account: '111111111111' };

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
      account.call('ListExecutions', { stateMachineArn: machineArn, ...more }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(words),
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
