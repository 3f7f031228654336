import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openIam, policy } from './account.ts';

let iam: IAMClient;
let stop: () => Promise<void>;
beforeEach(async () => {
  ({ iam, stop } = await openIam());
});
afterEach(() => stop());

const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:deploy-api';
const jane = 'arn:aws:iam::000000000000:user/jane';

async function janeHas(...statements: readonly object[]): Promise<void> {
  await iam.send(new CreateUserCommand({ UserName: 'jane' }));
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'jane', PolicyName: 'own', PolicyDocument: policy(...statements) }),
  );
}
const decided = async (action: string, resource = machine, principal = jane) => {
  const { EvaluationResults: results = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principal,
      ActionNames: [action],
      ResourceArns: [resource],
    }),
  );
  return results[0];
};

describe('SimulatePrincipalPolicy', () => {
  it.each([
    ['an action by its name', { Action: 'states:StartExecution', Resource: machine }, 'allowed'],
    ['an action in other letters', { Action: 'STATES:startexecution', Resource: machine }, 'allowed'],
    ['wildcards in both', { Action: ['states:Start*'], Resource: ['*:stateMachine:deploy-???'] }, 'allowed'],
    ['another action', { Action: 'states:StopExecution', Resource: '*' }, 'implicitDeny'],
    ['another resource', { Action: '*', Resource: 'arn:aws:sqs:*' }, 'implicitDeny'],
    ['everything but this action', { NotAction: 'states:*', Resource: '*' }, 'implicitDeny'],
    ['everything but another action', { NotAction: 'iam:*', Resource: '*' }, 'allowed'],
    ['everything but this resource', { Action: '*', NotResource: machine }, 'implicitDeny'],
  ])('knows %s', async (_what, statement, decision) => {
    await janeHas({ Effect: 'Allow', ...statement });
    expect((await decided('states:StartExecution'))?.EvalDecision).toBe(decision);
  });

  it('lets a Deny win over every Allow, and says which statement it was, and where it stands', async () => {
    await janeHas(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'states:*', Resource: machine },
    );
    const result = await decided('states:StartExecution');
    expect(result).toMatchObject({
      EvalActionName: 'states:StartExecution',
      EvalResourceName: machine,
      EvalDecision: 'explicitDeny',
      MissingContextValues: [],
    });
    const document = policy(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'states:*', Resource: machine },
    );
    const from = document.indexOf('{"Effect":"Deny"') + 1;
    expect(result?.MatchedStatements).toEqual([
      {
        SourcePolicyId: 'user_jane_own',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: from },
        EndPosition: { Line: 1, Column: document.length - 1 },
      },
    ]);
    expect((await decided('sqs:SendMessage'))?.MatchedStatements).toHaveLength(1);
  });

  it('counts the policies of groups, and managed ones of a role', async () => {
    await janeHas({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    await iam.send(new CreateGroupCommand({ GroupName: 'ops' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'ops', UserName: 'jane' }));
    const start = policy({ Effect: 'Allow', Action: 'states:StartExecution', Resource: '*' });
    await iam.send(
      new PutGroupPolicyCommand({ GroupName: 'ops', PolicyName: 'start', PolicyDocument: start }),
    );
    expect((await decided('states:StartExecution'))?.MatchedStatements?.[0]?.SourcePolicyId).toBe(
      'group_ops_start',
    );
    const { Role: role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'releaser', Path: '/team/', AssumeRolePolicyDocument: '{}' }),
    );
    const { Policy: managed } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'Starter', PolicyDocument: start }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'releaser', PolicyArn: managed?.Arn }));
    const result = await decided('states:StartExecution', machine, role?.Arn);
    expect(result?.MatchedStatements?.[0]?.SourcePolicyId).toBe('Starter');
  });

  it('holds conditions to the context that is given, and names the keys that are not', async () => {
    await janeHas({
      Effect: 'Allow',
      Action: 'states:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
    });
    expect(await decided('states:StartExecution')).toMatchObject({
      EvalDecision: 'implicitDeny',
      MissingContextValues: ['aws:RequestedRegion'],
    });
    const { EvaluationResults: results } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: jane,
        ActionNames: ['states:StartExecution'],
        ContextEntries: [
          {
            ContextKeyName: 'aws:RequestedRegion',
            ContextKeyType: 'string',
            ContextKeyValues: ['eu-west-1'],
          },
        ],
      }),
    );
    expect(results?.[0]).toMatchObject({ EvalDecision: 'allowed', EvalResourceName: '*' });
  });

  it('answers every action on every resource, page by page', async () => {
    await janeHas({ Effect: 'Allow', Action: 'states:StartExecution', Resource: `${machine}-1` });
    const seen: string[] = [];
    let pages = 0;
    for (let marker: string | undefined, more = true; more; pages += 1) {
      const answer = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: jane,
          ActionNames: ['states:StartExecution', 'states:StopExecution'],
          ResourceArns: Array.from({ length: 5 }, (_none, index) => `${machine}-${String(index)}`),
          MaxItems: 4,
          Marker: marker,
        }),
      );
      for (const one of answer.EvaluationResults ?? [])
        seen.push(
          `${String(one.EvalActionName)} ${String(one.EvalResourceName)} ${String(one.EvalDecision)}`,
        );
      marker = answer.Marker;
      more = answer.IsTruncated === true;
      expect(more).toBe(marker !== undefined);
    }
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(10);
    expect(seen.filter((one) => one.endsWith(' allowed'))).toEqual([
      `states:StartExecution ${machine}-1 allowed`,
    ]);
  });

  it.each([
    ['nobody', 'arn:aws:iam::000000000000:user/nobody', 'NoSuchEntityException'],
    ['a session', 'arn:aws:sts::000000000000:assumed-role/ops/me', 'InvalidInputException'],
    ['no ARN', 'jane', 'InvalidInputException'],
  ])('refuses %s', async (_who, principal, name) => {
    await expect(decided('states:StartExecution', machine, principal)).rejects.toMatchObject({ name });
  });

  it('judges policies that nobody has yet', async () => {
    const { EvaluationResults: results } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [policy({ Effect: 'Allow', Action: 'a:B', Resource: '*' })],
        ActionNames: ['a:B', 'a:C'],
      }),
    );
    expect(results?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
    expect(results?.[0]?.MatchedStatements?.[0]?.SourcePolicyId).toBe('PolicyInputList.1');
  });
});
