import { LookupEventsCommand, type CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import {
  GetAccessKeyLastUsedCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTrail, recordOf } from './account.ts';

const AccessKeyId = 'AKIASANDBOXEXPOSED00';
let account: Awaited<ReturnType<typeof openTrail>>;
beforeEach(async () => {
  account = await openTrail();
  await account.endpoint.seed();
});
afterEach(() => account.stop());

const callsOf = async (client: CloudTrailClient) => {
  const LookupAttributes = [{ AttributeKey: 'AccessKeyId' as const, AttributeValue: AccessKeyId }];
  return (await client.send(new LookupEventsCommand({ LookupAttributes }))).Events ?? [];
};

describe('the leaked key of deploy-bot', () => {
  it('is there from the start, active and old, with what the user may do', async () => {
    const UserName = 'deploy-bot';
    const { AccessKeyMetadata: keys } = await account.iam.send(new ListAccessKeysCommand({ UserName }));
    expect(keys).toEqual([
      { UserName, AccessKeyId, Status: 'Active', CreateDate: new Date('2024-11-16T03:04:05Z') },
    ]);
    const inline = await account.iam.send(new ListUserPoliciesCommand({ UserName }));
    const attached = await account.iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
    expect(inline.PolicyNames).toEqual(['deploy']);
    expect(attached.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['DeployArtifacts']);
  });

  it('was used from two addresses in two Regions, and was often refused', async () => {
    const here = (await callsOf(account.trail)).map(recordOf);
    const there = (await callsOf(account.elsewhere)).map(recordOf);
    const all = [...here, ...there];
    expect(all).toHaveLength(42);
    expect(new Set(all.map(({ sourceIPAddress }) => sourceIPAddress))).toEqual(
      new Set(['198.51.100.77', '203.0.113.10']),
    );
    expect(new Set(there.map(({ awsRegion }) => awsRegion))).toEqual(new Set(['eu-west-1']));
    const refused = all.filter(({ errorCode }) => errorCode !== undefined);
    expect(refused).toHaveLength(15);
    expect(refused.map(({ errorMessage }) => errorMessage)).toContain(
      'User: arn:aws:iam::000000000000:user/deploy-bot is not authorized to perform: iam:CreateAccessKey because no identity-based policy allows the iam:CreateAccessKey action',
    );
    const { AccessKeyLastUsed: use } = await account.iam.send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId }),
    );
    expect(use).toEqual({
      ServiceName: 'states',
      Region: 'eu-west-1',
      LastUsedDate: new Date('2026-01-02T02:26:05Z'),
    });
  });
});

describe('a call that somebody lets CloudTrail know of', () => {
  it('is found like one that came in', async () => {
    account.endpoint.noteCall({
      at: Date.parse('2026-01-01T00:00:00Z'),
      caller: {
        accessKeyId: 'AKIAELSEWHERE0000000',
        region: 'us-east-1',
        service: 'ec2',
        account: '000000000000',
        arn: 'arn:aws:iam::000000000000:user/joe',
      },
      service: 'ec2',
      operation: 'TerminateInstances',
      params: { InstanceIds: ['i-1', 'i-2'] },
      outcome: { result: {} },
      sourceIp: '192.0.2.1',
      userAgent: 'console.amazonaws.com',
      requestId: 'r-1',
    });
    expect(await account.by('Username', 'joe')).toMatchObject([
      {
        EventName: 'TerminateInstances',
        EventTime: new Date('2026-01-01T00:00:00Z'),
        Resources: [{ ResourceName: 'i-1' }, { ResourceName: 'i-2' }],
      },
    ]);
  });
});
