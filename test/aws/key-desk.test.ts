import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAws, type Aws } from '../../src/aws/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { describeKeyDesk } from '../contracts/key-desk.ts';
import { openEndpoint, type Endpoint } from '../sandbox/aws/endpoint.ts';

const credentials = { accessKeyId: 'tester', secretAccessKey: 'tester' };
/** The key of the sandbox's seeds that has leaked. */
const leaked = 'AKIASANDBOXEXPOSED00';
/** What the environment had, and has again afterwards: credentials as every SDK finds them. */
const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'signalbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
});
afterAll(() => {
  process.env = { ...before };
});

const openDesk = async () => {
  const endpoint = await openEndpoint();
  const place = { endpoint: endpoint.origin, region: 'us-east-1', credentials, maxAttempts: 1 };
  const aws = createAws({
    ...{ region: 'us-east-1', endpoint: endpoint.origin },
    ...{ clock: endpoint.clock, log: silentLogger() },
  });
  return { endpoint, place, aws, desk: aws.keys, iam: new IAMClient(place), sns: new SNSClient(place) };
};

describeKeyDesk('the sandbox', async () => {
  const { endpoint, aws, desk, iam, sns } = await openDesk();
  return {
    ...{ desk, iam, sns },
    async close() {
      for (const client of [iam, sns]) client.destroy();
      await aws.stop();
      await endpoint.stop();
    },
  };
});

describe('a key desk', () => {
  let endpoint: Endpoint;
  let aws: Aws;
  let iam: IAMClient;
  let place: Awaited<ReturnType<typeof openDesk>>['place'];
  beforeEach(async () => {
    ({ endpoint, aws, iam, place } = await openDesk());
    await endpoint.seed();
  });
  afterEach(async () => {
    iam.destroy();
    await aws.stop();
    await endpoint.stop();
  });
  const fails = (call: string, error: string, times = 1, status?: number) => {
    const fault = { side: 'aws' as const, call, error, when: 'before' as const };
    endpoint.faults.add({ ...fault, ...(status !== undefined && { status }) }, times);
  };
  const counted = (name: string) => endpoint.calls().filter((call) => call.name === name).length;

  it('finds the owner of the leaked key with one look, its age and its last use', async () => {
    const owner = await aws.keys.find(leaked);
    expect(owner).toMatchObject({ kind: 'user', key: { userName: 'deploy-bot', status: 'active' } });
    if (owner.kind !== 'user') throw new Error(owner.kind);
    const days = (endpoint.clock.now() - (owner.key.createdAt ?? 0)) / 86_400_000;
    expect(Math.floor(days)).toBe(412);
    expect(owner.key.lastUsed?.region).toBe('eu-west-1');
    expect(counted('ListUsers')).toBe(0);
  });

  it('looks through every user, page by page, where it may not ask for the key alone', async () => {
    for (let n = 0; n < 120; n += 1) await iam.send(new CreateUserCommand({ UserName: `user-${String(n)}` }));
    await iam.send(new CreateUserCommand({ UserName: 'zoe' }));
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'zoe' }));
    fails('iam.GetAccessKeyLastUsed', 'AccessDenied', 1, 403);
    const owner = await aws.keys.find(key?.AccessKeyId ?? '');
    expect(owner).toMatchObject({ kind: 'user', key: { userName: 'zoe' } });
    expect(counted('ListUsers')).toBeGreaterThan(1);
  });

  it('tries the name that it was given before it looks through everybody', async () => {
    fails('iam.GetAccessKeyLastUsed', 'AccessDenied', 1, 403);
    expect(await aws.keys.find(leaked, 'deploy-bot')).toMatchObject({ kind: 'user' });
    expect(counted('ListUsers')).toBe(0);
  });

  it('says which permission is missing', async () => {
    fails('iam.GetAccessKeyLastUsed', 'AccessDenied', 1, 403);
    fails('iam.ListUsers', 'AccessDenied', 1, 403);
    await expect(aws.keys.find(leaked)).rejects.toMatchObject({
      passing: false,
      message: expect.stringContaining('does not allow Signalbox iam:GetAccessKeyLastUsed'),
    });
  });

  it('says that AWS did not answer, and that it may be tried again', async () => {
    fails('iam.GetAccessKeyLastUsed', 'ServiceUnavailable', 3, 503);
    await expect(aws.keys.find(leaked)).rejects.toMatchObject({
      passing: true,
      message: expect.stringContaining('did not answer iam:GetAccessKeyLastUsed'),
    });
  });

  it('reads the trail of a key in several Regions at once', async () => {
    const { events, regions, cutIn, unread } = await aws.keys.trail(leaked, ['eu-west-1', 'nowhere']);
    expect({ regions, cutIn, unread }).toEqual({
      regions: ['us-east-1', 'eu-west-1'],
      cutIn: [],
      unread: [],
    });
    expect(events).toContainEqual(
      expect.objectContaining({ call: 'ec2:RunInstances', region: 'eu-west-1', address: '198.51.100.77' }),
    );
    expect(events.some(({ error }) => error?.includes('AccessDenied') === true)).toBe(true);
    expect(events.some(({ resources }) => resources.length > 0)).toBe(true);
  });

  it('reads the newest two hundred calls of a Region, and says that there are more', async () => {
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deploy-bot' }));
    const accessKeyId = key?.AccessKeyId ?? '';
    const busy = new SFNClient({ ...place, credentials: { accessKeyId, secretAccessKey: 'x' } });
    for (let n = 0; n < 205; n += 1) await busy.send(new ListStateMachinesCommand({}));
    busy.destroy();
    const { events, cutIn } = await aws.keys.trail(accessKeyId, []);
    expect(events).toHaveLength(200);
    expect(cutIn).toEqual(['us-east-1']);
    expect(counted('LookupEvents')).toBe(4);
  });

  it('goes on where one Region cannot be read, and keeps what it read before', async () => {
    fails('cloudtrail.LookupEvents', 'AccessDeniedException', 1, 400);
    const { regions, unread } = await aws.keys.trail(leaked, ['eu-west-1']);
    expect(regions).toHaveLength(1);
    expect(unread).toEqual([
      { region: expect.any(String), because: expect.stringContaining('cloudtrail:LookupEvents') },
    ]);
  });
});
