import { describe, expect, it } from '@jest/globals';
import {
  executionArn,
  here,
  jsonOf,
  machineArn,
  oneTask,
  openAccount,
  pass,
  running,
  wait,
} from './account.ts';

const elsewhere = { ...here, region: 'eu-west-1' };
const otherAccount = { ...here, account: '111111111111' };

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
