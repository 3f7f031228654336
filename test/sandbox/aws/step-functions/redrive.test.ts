import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { executionArn, fail, machineArn, pass, running, wait } from './account.ts';

const day = 86_400_000;

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
