import {
  CreateUserCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListUserPoliciesCommand,
  PutUserPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openIam, policy } from './account.ts';

let iam: IAMClient;
let stop: () => Promise<void>;
beforeEach(async () => {
  ({ iam, stop } = await openIam());
  await iam.send(new CreateUserCommand({ UserName: 'jane', Path: '/ops/' }));
});
afterEach(() => stop());

const put = (PolicyDocument: string) =>
  iam.send(new PutUserPolicyCommand({ UserName: 'jane', PolicyName: 'own', PolicyDocument }));

describe('users and their policies', () => {
  it('are what was made of them, until they are deleted', async () => {
    const document = policy({ Effect: 'Allow', Action: 'a:B', Resource: '*' });
    await put(document);
    const { User: user } = await iam.send(new GetUserCommand({ UserName: 'jane' }));
    expect(user).toMatchObject({ Arn: 'arn:aws:iam::000000000000:user/ops/jane', Path: '/ops/' });
    expect(user?.CreateDate).toEqual(new Date('2026-01-02T03:04:05Z'));
    const found = await iam.send(new GetUserPolicyCommand({ UserName: 'jane', PolicyName: 'own' }));
    expect(decodeURIComponent(found.PolicyDocument ?? '')).toBe(document);
    expect((await iam.send(new ListUserPoliciesCommand({ UserName: 'jane' }))).PolicyNames).toEqual(['own']);
    const remove = () => iam.send(new DeleteUserCommand({ UserName: 'jane' }));
    await expect(remove()).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DeleteUserPolicyCommand({ UserName: 'jane', PolicyName: 'own' }));
    await remove();
    await expect(iam.send(new GetUserCommand({ UserName: 'jane' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('are there once', async () => {
    await expect(iam.send(new CreateUserCommand({ UserName: 'Jane' }))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    });
  });

  it.each([
    'no json',
    '{"Statement":[{"Effect":"Allow","Resource":"*"}]}',
    '{"Statement":[{"Effect":"Maybe","Action":"a:B","Resource":"*"}]}',
    '{"Statement":{"Effect":"Allow","Principal":"*","Action":"a:B","Resource":"*"}}',
  ])('take no document such as %s', async (document) => {
    await expect(put(document)).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });
});
