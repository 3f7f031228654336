import { CreateAccessKeyCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as summarise } from '../../../src/workflows/exposed-key/functions/summarise-activity.ts';
import { exposedKeyIn } from '../../../src/workflows/exposed-key/functions/lib/exposed-key.ts';
import { openAccount } from '../account.ts';
import { describeExposedKey, environment } from './cases.ts';

const account = await openAccount(environment);
const place = account.settings('us-east-1');
beforeAll(() => account.seed());
afterAll(() => account.stop());

describeExposedKey('the sandbox', () => Promise.resolve({ ...account, stop: () => Promise.resolve() }));

describe('the key of an event', () => {
  it.each([
    ['in its metadata', { eventMetadata: { publicKey: 'AKIAIOSFODNN7EXAMPLE' } }],
    [
      'among its entities',
      {
        affectedEntities: [{ entityValue: 'arn:aws:iam::1:user/a' }, { entityValue: 'AKIAIOSFODNN7EXAMPLE' }],
      },
    ],
  ])('is found %s', (_name, detail) => {
    expect(exposedKeyIn({ detail })).toBe('AKIAIOSFODNN7EXAMPLE');
  });

  it('is absent where there is none', () => {
    expect(exposedKeyIn({})).toBeUndefined();
    expect(
      exposedKeyIn({ detail: { affectedEntities: [{ entityValue: 'deploy-bot' }, {}] } }),
    ).toBeUndefined();
  });
});

describe('summarise-activity', () => {
  const settings = (change: Record<string, string>) => {
    Object.assign(process.env, change);
  };
  const eventOf = (publicKey: string) => ({
    account: '000000000000',
    detail: { eventMetadata: { publicKey } },
  });
  const ownKey = async () => {
    const iam = new IAMClient(place);
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'requester' }));
    iam.destroy();
    return key?.AccessKeyId ?? '';
  };
  beforeEach(() => {
    settings({ REGIONS: 'us-east-1' });
  });

  it('counts the newest two hundred calls of a Region, and names the ten most frequent', async () => {
    const accessKeyId = await ownKey();
    const busy = new SFNClient({ ...place, credentials: { accessKeyId, secretAccessKey: 'x' } });
    for (let n = 0; n < 201; n += 1) await busy.send(new ListStateMachinesCommand({}));
    busy.destroy();
    expect(await summarise(eventOf(accessKeyId))).toMatchObject({
      ...{
        calls: 200,
        denied: 0,
        byCall: { 'states:ListStateMachines': 200 },
        byRegion: { 'us-east-1': 200 },
      },
      moreIn: ['us-east-1'],
    });
  });

  it('counts over Regions, and what was denied', async () => {
    settings({ REGIONS: 'us-east-1, eu-west-1' });
    const activity = await summarise(eventOf('AKIASANDBOXEXPOSED00'));
    expect(Object.keys(activity.byRegion).sort()).toEqual(['eu-west-1', 'us-east-1']);
    expect(activity.denied).toBeGreaterThan(5);
    expect(activity.byAddress['198.51.100.77']).toBeGreaterThan(5);
    expect(Object.keys(activity.byCall).length).toBeLessThanOrEqual(10);
    expect(activity.first && activity.last && activity.first < activity.last).toBe(true);
    expect(activity.moreIn).toEqual([]);
  });

  it('counts nothing of a key that nobody used', async () => {
    expect(await summarise(eventOf('AKIAIOSFODNN7UNUSED1'))).toEqual({
      ...{ calls: 0, denied: 0, byCall: {}, byRegion: {}, byAddress: {}, resources: {}, moreIn: [] },
    });
  });
});
