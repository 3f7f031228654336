import { describe, expect, it } from '@jest/globals';
import { here, oneTask, openAccount } from './account.ts';

const activity = 'arn:aws:states:us-east-1:000000000000:activity:A';
const elsewhere = { ...here, region: 'eu-west-1' };

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
