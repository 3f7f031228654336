import { describe, expect, it } from '@jest/globals';
import { here, oneTask, openAccount } from './account.ts';

const activity = 'arn:aws:states:us-east-1:000000000000:activity:A';
const elsewhere = { ...here, region: 'eu-west-1' };
const otherAccount = { ...here, account: '111111111111' };

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
    await expect(account.call(operation, { taskToken, ...params })).rejects.toMatchObject({
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
