import { CreateAccessKeyCommand, IAMClient, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openEndpoint } from '../../sandbox/aws/endpoint.ts';

/** Functions know what their environment says, from their first call on. */
const before = { ...process.env };
const endpoint = await openEndpoint();
Object.assign(process.env, {
  AWS_ENDPOINT_URL: endpoint.origin,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'function',
  AWS_SECRET_ACCESS_KEY: 'sandbox',
});
const { handler: contain } = await import('../../../src/workflows/exposed-key/functions/contain-key.ts');
const { handler: summarise } =
  await import('../../../src/workflows/exposed-key/functions/summarise-activity.ts');
const { exposedKeyIn } = await import('../../../src/workflows/exposed-key/functions/lib/exposed-key.ts');

const place = {
  endpoint: endpoint.origin,
  region: 'us-east-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
};
const iam = new IAMClient(place);
const settings = (change: Record<string, string>) => {
  Object.assign(process.env, change);
};
const eventOf = (publicKey: string) => ({
  account: '000000000000',
  detail: { eventMetadata: { publicKey } },
});
beforeAll(() => endpoint.seed());
beforeEach(() => {
  settings({ ACTION: 'deactivate', PROTECTED_USERS: '', REGIONS: 'us-east-1' });
});
afterAll(async () => {
  iam.destroy();
  await endpoint.stop();
  process.env = { ...before };
});

const newKey = async () => {
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'requester' }));
  return key?.AccessKeyId ?? '';
};
const statusOf = async (accessKeyId: string) => {
  const { AccessKeyMetadata: keys = [] } = await iam.send(
    new ListAccessKeysCommand({ UserName: 'requester' }),
  );
  return keys.find(({ AccessKeyId: id }) => id === accessKeyId)?.Status;
};

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

describe('contain-key', () => {
  it('makes a key inactive, again and again, or deletes it, or only looks, as the template says', async () => {
    const key = await newKey();
    settings({ ACTION: 'none' });
    expect(await contain(eventOf(key))).toMatchObject({ action: 'left as it is (dry run)' });
    expect(await statusOf(key)).toBe('Active');
    settings({ ACTION: 'deactivate' });
    await contain(eventOf(key));
    expect(await contain(eventOf(key))).toEqual({
      ...{ userName: 'requester', accessKey: `AKIA…${key.slice(-4)}`, action: 'made inactive' },
    });
    expect(await statusOf(key)).toBe('Inactive');
    settings({ ACTION: 'delete' });
    expect(await contain(eventOf(key))).toMatchObject({ action: 'deleted' });
    expect(await statusOf(key)).toBeUndefined();
    await expect(contain(eventOf(key))).rejects.toMatchObject({ name: 'KeyUnknown' });
  });

  it.each([
    ['break-glass-*,REQ*ter', 'KeyProtected'],
    ['requester', 'KeyProtected'],
  ])('refuses users that %s fits', async (globs, name) => {
    const key = await newKey();
    settings({ PROTECTED_USERS: globs });
    await expect(contain(eventOf(key))).rejects.toMatchObject({ name });
    settings({ PROTECTED_USERS: 'request, re.*,', ACTION: 'delete' });
    expect(await contain(eventOf(key))).toMatchObject({ action: 'deleted' });
  });
});

describe('summarise-activity', () => {
  it('counts the newest two hundred calls of a Region, and names the ten most frequent', async () => {
    const accessKeyId = await newKey();
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
