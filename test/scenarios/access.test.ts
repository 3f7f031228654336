import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runOn } from '../cli/run.ts';
import { built, openStage, until, type Stage } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-access-'));
const policyFile = join(folder, 'signalbox.yaml');
const sample = readFileSync('src/sandbox/seeds/signalbox.yaml', 'utf8');
/** The sample, with IAM asked too: approver is mapped alone, second-approver through a group, requester not at all. */
writeFileSync(
  policyFile,
  `${sample}\niam: { narrow: true, roles: [{ who: ['@platform-leads'], role: 'arn:aws:iam::000000000000:user/second-approver' }] }\n`,
);

interface Call {
  readonly service: string;
  readonly operation: string;
}

describe('access that IAM narrows', () => {
  let stage: Stage;
  let iam: IAMClient;
  beforeAll(async () => {
    // One story is about a form that Slack does not wait for.
    stage = await openStage({ botProgram: built, policyFile, answerWithinSeconds: 3 });
    iam = new IAMClient({
      endpoint: stage.sandbox.awsOrigin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
    const statement = {
      Effect: 'Deny',
      Action: 'states:StartExecution',
      Resource: 'arn:aws:states:*:*:stateMachine:deploy-*',
    };
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'approver',
        PolicyName: 'no-deployments',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
  });
  afterAll(async () => {
    iam.destroy();
    await stage.stop();
  });
  const told = async (user: string, fits: RegExp) =>
    until(async () => {
      const messages = await stage.messages('workflows', user);
      return messages.findLast(({ text, ephemeral }) => ephemeral === user && fits.test(text))?.text;
    });
  const simulations = async () =>
    (await stage.get<readonly Call[]>('calls?of=aws')).filter(
      ({ operation }) => operation === 'SimulatePrincipalPolicy',
    ).length;

  it('refuses what IAM denies, by the name of its policy, and starts what it allows', async () => {
    await stage.command('U0APPROVER', 'start deploy-demo {}');
    expect(await told('U0APPROVER', /^Nothing was started/)).toMatch(
      /IAM denies arn:aws:iam::000000000000:user\/approver states:StartExecution on \S+:deploy-demo by user_approver_no-deployments\.$/,
    );
    await stage.command('U0APPROVER', 'start HelloWorld {}');
    await until(async () =>
      (await stage.messages('workflows')).find(({ text }) => text.includes('started *HelloWorld*')),
    );
    const before = await simulations();
    await stage.command('U0APPROVER', 'list');
    await told('U0APPROVER', /State machines/);
    expect((await simulations()) - before).toBe(1);
  });

  it('says who somebody is on AWS, and by which policy they may what', async () => {
    await stage.command('U0APPROVER', 'whoami');
    const words = await told('U0APPROVER', /^You are/);
    expect(words).toContain('On AWS: arn:aws:iam::000000000000:user/approver (you alone).');
    expect(words).toMatch(/✓ start, schedule on .*HelloWorld.*: allowed by user_approver_operate/);
    expect(words).toMatch(/✗ start, schedule on deploy-demo: denied by user_approver_no-deployments/);
    await stage.command('U0SECOND', 'whoami');
    expect(await told('U0SECOND', /^You are/)).toContain('second-approver (through @platform-leads).');
  });

  it('says the same on the command line', async () => {
    const { out } = await runOn(stage, ['whoami']);
    expect(out).toContain('arn:aws:iam::000000000000:user/approver is approver (U0APPROVER), as slack says.');
    expect(out).toContain('✓ start HelloWorld: allowed by user_approver_operate');
    expect(out).toContain('✗ start deploy-demo: denied by user_approver_no-deployments');
  });

  it('refuses who is not mapped, says how to be mapped, and shows them no more in help', async () => {
    await stage.command('U0REQUESTER', 'start HelloWorld {}');
    expect(await told('U0REQUESTER', /^Nothing was started/)).toContain('under people: U0REQUESTER: { iam:');
    await stage.command('U0REQUESTER', 'help');
    const help = await told('U0REQUESTER', /What you can do here/);
    expect(help).not.toContain('/workflow start');
    expect(help).toContain('/workflow whoami');
    expect(help).toContain('does not say who you are on AWS');
    await stage.command('U0APPROVER', 'help');
    expect(await told('U0APPROVER', /What you can do here/)).toContain('/workflow start');
  });

  it('has every refusal in the audit, which verifies', async () => {
    const { out } = await runOn(stage, ['audit', 'export', '--person', 'U0APPROVER']);
    const [line] = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(line).toMatchObject({
      person: 'U0APPROVER',
      what: 'refused',
      detail: { action: 'start', resource: 'deploy-demo', because: expect.stringContaining('IAM denies') },
    });
    expect(await runOn(stage, ['audit', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/and of what 2 people were refused/),
    });
  });

  it('refuses while IAM does not answer', async () => {
    await stage.post('clock', { advance_seconds: 301 });
    await stage.post('faults', {
      aws: {
        service: 'iam',
        operation: 'SimulatePrincipalPolicy',
        error: 'AccessDenied',
        status: 403,
        times: 1,
      },
    });
    await stage.command('U0SECOND', 'start HelloWorld {}');
    expect(await told('U0SECOND', /^Nothing was started/)).toContain(
      'must allow its role iam:SimulatePrincipalPolicy',
    );
  });

  it('says so where IAM takes longer than Slack waits for a form', async () => {
    await stage.promotion('U0APPROVER');
    await stage.post('clock', { advance_seconds: 301 });
    await stage.post('faults', {
      aws: { service: 'iam', operation: 'SimulatePrincipalPolicy', delay_ms: 3_500, times: 1 },
    });
    await stage.command('U0APPROVER', 'abort PromotionApproval');
    expect(await told('U0APPROVER', /longer than Slack waits/)).toContain('Send the command again.');
  });

  it('tells somebody who sends commands without end when to go on', async () => {
    await Promise.all(Array.from({ length: 90 }, () => stage.command('U0SECURITY', 'help')));
    expect(await told('U0SECURITY', /^Nothing was done: you sent more/)).toMatch(/Try again in 1 second\.$/);
  });
});
