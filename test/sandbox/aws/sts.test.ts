import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEndpoint, type Endpoint } from './endpoint.ts';

let endpoint: Endpoint;
beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.stop());

const role = 'arn:aws:iam::222222222222:role/ops';
async function assume(params: Record<string, string>) {
  const body = new URLSearchParams({ Action: 'AssumeRole', Version: '2011-06-15', ...params }).toString();
  const response = await endpoint.request('sts', '/', { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

describe('AssumeRole', () => {
  it('gives credentials that act in the role’s account', async () => {
    const { status, text } = await assume({ RoleArn: role, RoleSessionName: 'me', DurationSeconds: '900' });
    expect(status).toBe(200);
    expect(text).toContain('<Arn>arn:aws:sts::222222222222:assumed-role/ops/me</Arn>');
    expect(text).toContain('<Expiration>2026-01-02T03:19:05.000Z</Expiration>');
  });

  it('asks the trust policy of a role that is there: who, and with which external id', async () => {
    const caller = 'arn:aws:iam::000000000000:user/tester';
    const made = async (name: string, Principal: unknown, more = {}) => {
      const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }];
      const params = { RoleName: name, AssumeRolePolicyDocument: JSON.stringify({ Statement }) };
      const body = new URLSearchParams({ Action: 'CreateRole', Version: '2010-05-08', ...params }).toString();
      await endpoint.request('iam', '/', { method: 'POST', body });
      return (externalId?: string) =>
        assume({
          RoleArn: `arn:aws:iam::000000000000:role/${name}`,
          RoleSessionName: 'me',
          ...(externalId !== undefined && { ExternalId: externalId }),
        }).then(({ status, text }) => (status === 200 ? 'taken' : (/<Code>(\w+)/.exec(text)?.[1] ?? '')));
    };
    const Condition = { StringEquals: { 'sts:ExternalId': 'right' } };
    const guarded = await made('guarded', { AWS: 'arn:aws:iam::000000000000:root' }, { Condition });
    expect([await guarded('right'), await guarded('wrong'), await guarded()]).toEqual([
      'taken',
      'AccessDenied',
      'AccessDenied',
    ]);
    expect(await (await made('mine', { AWS: [caller] }))()).toBe('taken');
    expect(await (await made('theirs', { AWS: '222222222222' }))('right')).toBe('AccessDenied');
    expect(await (await made('service', { Service: 'states.amazonaws.com' }))()).toBe('AccessDenied');
  });

  it.each([
    [{ RoleSessionName: 'me' }, 'ValidationError', 'Value null at'],
    [{ RoleArn: 'x', RoleSessionName: 'me' }, 'ValidationError', 'x is invalid'],
    [{ RoleArn: role, RoleSessionName: 'a b' }, 'ValidationError', 'roleSessionName'],
    [{ RoleArn: role, RoleSessionName: 'a' }, 'ValidationError', 'roleSessionName'],
    [{ RoleArn: role, RoleSessionName: 'me', DurationSeconds: '5' }, 'ValidationError', 'equal to 900'],
    [{ RoleArn: role, RoleSessionName: 'me', DurationSeconds: '43201' }, 'ValidationError', 'equal to 43200'],
    [{ RoleArn: role, RoleSessionName: 'me', DurationSeconds: 'abc' }, 'MalformedInput', 'durationSeconds'],
  ])('refuses %j', async (params, code, words) => {
    const { status, text } = await assume(params);
    expect(status).toBe(400);
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(text).toContain(words);
  });
});
