import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { SFNClient, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { SNSClient, ListTopicsCommand } from '@aws-sdk/client-sns';
import { SQSClient, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../endpoint.ts';
import { openIam } from './account.ts';

let iam: IAMClient;
let endpoint: Endpoint;
let stop: () => Promise<void>;
beforeEach(async () => {
  ({ iam, endpoint, stop } = await openIam());
  await iam.send(new CreateUserCommand({ UserName: 'jane', Path: '/ops/' }));
});
afterEach(() => stop());

const create = async (UserName = 'jane') => {
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: key?.AccessKeyId ?? '', secretAccessKey: key?.SecretAccessKey ?? '' };
};
const update = (AccessKeyId: string, Status: 'Active' | 'Inactive', UserName = 'jane') =>
  iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
const lastUsed = (AccessKeyId: string) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }, region = 'us-east-1') => ({
  endpoint: endpoint.origin,
  region,
  credentials,
  maxAttempts: 1,
});

describe('access keys', () => {
  it('have an id and a secret of IAM’s form, and the secret is shown once', async () => {
    const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'jane' }));
    expect(key).toMatchObject({
      UserName: 'jane',
      Status: 'Active',
      CreateDate: new Date('2026-01-02T03:04:05Z'),
    });
    expect(key?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key?.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    const { AccessKeyMetadata: listed } = await iam.send(new ListAccessKeysCommand({ UserName: 'jane' }));
    expect(listed).toEqual([
      {
        UserName: 'jane',
        AccessKeyId: key?.AccessKeyId,
        Status: 'Active',
        CreateDate: new Date('2026-01-02T03:04:05Z'),
      },
    ]);
  });

  it('are two a user at the most, and are listed page by page', async () => {
    const ids = [(await create()).accessKeyId, (await create()).accessKeyId];
    await expect(create()).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
    const first = await iam.send(new ListAccessKeysCommand({ UserName: 'jane', MaxItems: 1 }));
    expect(first.IsTruncated).toBe(true);
    const second = await iam.send(
      new ListAccessKeysCommand({ UserName: 'jane', MaxItems: 1, Marker: first.Marker }),
    );
    expect(second.IsTruncated).toBe(false);
    const pages = [...(first.AccessKeyMetadata ?? []), ...(second.AccessKeyMetadata ?? [])];
    expect(pages.map(({ AccessKeyId }) => AccessKeyId)).toEqual(ids);
  });

  it('belong to their user alone', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'joe' }));
    const { accessKeyId } = await create();
    const missing = { name: 'NoSuchEntityException' };
    await expect(update(accessKeyId, 'Inactive', 'joe')).rejects.toMatchObject({
      ...missing,
      message: `The Access Key with id ${accessKeyId} cannot be found.`,
    });
    await expect(update('AKIAAAAAAAAAAAAAAAAA', 'Inactive')).rejects.toMatchObject(missing);
    await expect(create('nobody')).rejects.toMatchObject({
      ...missing,
      message: 'The user with name nobody cannot be found.',
    });
    await expect(lastUsed('AKIAAAAAAAAAAAAAAAAA')).rejects.toMatchObject(missing);
    await expect(update(accessKeyId, 'Asleep' as 'Active')).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('keep their user from being deleted', async () => {
    const { accessKeyId } = await create();
    const remove = () => iam.send(new DeleteUserCommand({ UserName: 'jane' }));
    await expect(remove()).rejects.toMatchObject({
      name: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete access keys first.',
    });
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'jane', AccessKeyId: accessKeyId }));
    await remove();
  });
});

describe('a call that is signed with an access key', () => {
  it('is the user’s own', async () => {
    const key = await create();
    const sts = new STSClient(clientOf(key));
    const own = new IAMClient(clientOf(key));
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:iam::000000000000:user/ops/jane',
    );
    expect((await own.send(new GetUserCommand({}))).User?.UserName).toBe('jane');
    expect((await own.send(new ListAccessKeysCommand({}))).AccessKeyMetadata).toHaveLength(1);
    sts.destroy();
    own.destroy();
  });

  it('is noted as the key’s last use: when, of which service, in which Region', async () => {
    const key = await create();
    expect(await lastUsed(key.accessKeyId)).toMatchObject({
      UserName: 'jane',
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    await endpoint.clock.advance(90_000);
    const sqs = new SQSClient(clientOf(key, 'eu-west-1'));
    await sqs.send(new ListQueuesCommand({}));
    sqs.destroy();
    await endpoint.clock.advance(90_000);
    expect((await lastUsed(key.accessKeyId)).AccessKeyLastUsed).toEqual({
      ServiceName: 'sqs',
      Region: 'eu-west-1',
      LastUsedDate: new Date('2026-01-02T03:05:35Z'),
    });
  });

  it.each([
    ['Step Functions', SFNClient, ListStateMachinesCommand, 'UnrecognizedClientException'],
    ['EventBridge', EventBridgeClient, ListRulesCommand, 'UnrecognizedClientException'],
    ['Lambda', LambdaClient, ListFunctionsCommand, 'UnrecognizedClientException'],
    ['SNS', SNSClient, ListTopicsCommand, 'InvalidClientTokenId'],
    ['STS', STSClient, GetCallerIdentityCommand, 'InvalidClientTokenId'],
  ])('is refused by %s while the key is inactive', async (_name, Client, Command, name) => {
    const key = await create();
    // The clients have one form, and types of their own.
    const client = new (Client as typeof STSClient)(clientOf(key));
    const call = () => client.send(new (Command as typeof GetCallerIdentityCommand)({}));
    await update(key.accessKeyId, 'Inactive');
    await expect(call()).rejects.toMatchObject({
      name,
      message: 'The security token included in the request is invalid.',
    });
    await update(key.accessKeyId, 'Active');
    await expect(call()).resolves.toBeDefined();
    client.destroy();
  });

  it('is refused once the key is deleted, while keys that IAM never saw are taken', async () => {
    const key = await create();
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'jane', AccessKeyId: key.accessKeyId }));
    const gone = new STSClient(clientOf(key));
    await expect(gone.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    const anybody = new STSClient(clientOf({ accessKeyId: 'anybody', secretAccessKey: 'x' }));
    expect((await anybody.send(new GetCallerIdentityCommand({}))).Arn).toMatch(/user\/anybody$/);
    gone.destroy();
    anybody.destroy();
  });
});

describe('policies that AWS keeps in every account', () => {
  it('can be attached to a user, and are there without being made', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
    const attached = async () =>
      (await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'jane' }))).AttachedPolicies;
    await iam.send(new AttachUserPolicyCommand({ UserName: 'jane', PolicyArn }));
    expect(await attached()).toEqual([{ PolicyName: 'AWSDenyAll', PolicyArn }]);
    await iam.send(new DetachUserPolicyCommand({ UserName: 'jane', PolicyArn }));
    expect(await attached()).toEqual([]);
  });
});
