import type { IAMClient } from '@aws-sdk/client-iam';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PrincipalSimulator, Question } from '../../src/access/index.ts';
import { createAws, type Aws } from '../../src/aws/index.ts';
import { silentLogger, systemClock } from '../../src/platform/index.ts';
import { openIam, policy } from '../sandbox/aws/iam/account.ts';
import type { Endpoint } from '../sandbox/aws/endpoint.ts';

const role = 'arn:aws:iam::000000000000:role/team/releasers';
const machine = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

let iam: IAMClient;
let endpoint: Endpoint;
let aws: Aws;
let stop: () => Promise<void>;
let principals: PrincipalSimulator;
/** What the environment had, and has again afterwards: credentials as every SDK finds them. */
const before = { ...process.env };
beforeEach(async () => {
  ({ iam, endpoint, stop } = await openIam());
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'signalbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
  aws = createAws({
    region: 'us-east-1',
    endpoint: endpoint.origin,
    clock: systemClock(),
    log: silentLogger(),
  });
  principals = aws.principals;
  await iam.send(
    new CreateRoleCommand({ RoleName: 'releasers', Path: '/team/', AssumeRolePolicyDocument: '{}' }),
  );
  const start = policy({ Effect: 'Allow', Action: 'states:Start*', Resource: machine('deploy-*') });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'releasers', PolicyName: 'start', PolicyDocument: start }),
  );
});
afterEach(async () => {
  await aws.stop();
  await stop();
  process.env = { ...before };
});
const calls = () => endpoint.calls().filter(({ name }) => name === 'SimulatePrincipalPolicy').length;

describe('the policy simulator', () => {
  it('says what each decision rests on', async () => {
    const questions = [
      { action: 'states:StartExecution', resource: machine('deploy-api') },
      { action: 'states:StartExecution', resource: machine('hello') },
    ];
    expect(await principals.simulate(role, questions)).toEqual([
      { ...questions[0], decision: 'allowed', policies: ['role_releasers_start'], missing: [], bounds: [] },
      { ...questions[1], decision: 'implicitDeny', policies: [], missing: [], bounds: [] },
    ]);
    expect(calls()).toBe(1);
  });

  it('takes a session for its role, path and all', async () => {
    const session = 'arn:aws:sts::000000000000:assumed-role/releasers/jane';
    const [answer] = await principals.simulate(session, [
      { action: 'states:StartExecution', resource: machine('deploy-api') },
    ]);
    expect(answer?.decision).toBe('allowed');
  });

  it('asks in few calls, nothing that nobody wants to know, and reads every page', async () => {
    const many: Question[] = Array.from({ length: 25 }, (_none, action) =>
      Array.from({ length: 60 }, (_nothing, at) => ({
        action: `states:Start${'x'.repeat(action)}`,
        resource: machine(`deploy-${String(at)}`),
      })),
    ).flat();
    const other = { action: 'states:StopExecution', resource: machine('hello') };
    const answers = await principals.simulate(role, [...many, other]);
    expect(answers).toHaveLength(1_501);
    expect(answers.filter(({ decision }) => decision === 'allowed')).toHaveLength(1_500);
    // 60 resources in two calls, of which the first has 1,250 answers on two pages; and the other question.
    expect(calls()).toBe(4);
  });

  it.each([
    ['nobody is known by the name', 'NoSuchEntity', 404, 'mend the ARN in signalbox.yaml'],
    ['the bot may not ask', 'AccessDenied', 403, 'must allow its role iam:SimulatePrincipalPolicy'],
    ['IAM is busy', 'Throttling', 400, 'Try again in a minute.'],
  ])('says what to do where %s', async (_what, error, status, remedy) => {
    endpoint.faults.add(
      { side: 'aws', call: 'iam.SimulatePrincipalPolicy', error, status, when: 'before' },
      5,
    );
    await expect(
      principals.simulate(role, [{ action: 'states:StartExecution', resource: '*' }]),
    ).rejects.toThrow(remedy);
  });
});
