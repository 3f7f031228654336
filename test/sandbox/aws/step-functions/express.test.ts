import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { fail, machineArn, oneTask, openAccount, pass } from './account.ts';

const activity = 'arn:aws:states:us-east-1:000000000000:activity:A';

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
