import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { hasButtons, openStage, shared, until, words } from '../scenarios/stage.ts';
import { idOn, run, runOn } from './run.ts';

const stage = shared(await openStage());

const statusOf = async (executionArn: string) =>
  (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status;

/** A copy of the bot's signalbox.yaml with some of it changed. */
async function policyWith(change: (text: string) => string): Promise<string> {
  const { SIGNALBOX_CONFIG: sample = '' } = await stage.get<Record<string, string>>('env');
  const file = join(stage.dataFolder, 'changed.yaml');
  writeFileSync(file, change(readFileSync(sample, 'utf8')));
  return file;
}

describe('signalbox decide', () => {
  it('approves as the caller of AWS: the workflow goes on, the card closes, both identities are audited', async () => {
    const { card, executionArn } = await stage.promotion();
    const ran = await runOn(stage, ['decide', idOn(card), 'approve']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('Recorded: approved "Promote Jane Doe"');
    expect(ran.out).toContain('(U0APPROVER), arn:aws:iam::000000000000:user/approver');
    expect(ran.out).toContain('The workflow was told, and goes on.');
    expect(await statusOf(executionArn)).toBe('SUCCEEDED');
    await stage.card((one) => words(one).includes('*Approved* by <@U0APPROVER>'));
    const { out } = await runOn(stage, ['audit', 'export', '--approval', idOn(card)]);
    const line = out.split('\n').find((text) => text.includes('"decided"')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      who: 'U0APPROVER',
      detail: { identity: { arn: 'arn:aws:iam::000000000000:user/approver', standingFrom: 'slack' } },
    });
  });

  it('rejects with a reason, and says what became of it', async () => {
    const { card, executionArn } = await stage.promotion();
    const without = await runOn(stage, ['decide', idOn(card), 'reject']);
    expect(without).toMatchObject({ code: 1, out: '', err: expect.stringContaining('asks for a reason') });
    const ran = await runOn(stage, ['decide', idOn(card), 'reject', '--reason', 'Not in May']);
    expect(ran.out).toContain('its task failed');
    expect(ran.code).toBe(0);
    expect(await statusOf(executionArn)).toBe('FAILED');
    await stage.card((one) => words(one).includes('Not in May'));
  });

  it('refuses whom nobody mapped, with the ARN and what to write', async () => {
    const { card } = await stage.promotion();
    const ran = await runOn(stage, ['decide', idOn(card), 'approve'], { as: 'second-approver' });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('you are arn:aws:iam::000000000000:user/second-approver');
    expect(ran.err).toContain('Add under people:');
    expect(hasButtons(await stage.card())).toBe(true);
  });

  it('decides for a session of a role that is mapped, and audits the refusal of one who is not named', async () => {
    const { card } = await stage.promotion();
    const sts = new STSClient({
      endpoint: stage.sandbox.awsOrigin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'tester', secretAccessKey: 'tester' },
    });
    const { Credentials: keys } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::000000000000:role/team/second',
        RoleSessionName: 'anna',
      }),
    );
    sts.destroy();
    const config = await policyWith((text) =>
      text.replace(
        'people:\n',
        "people:\n  U0SECOND: { iam: 'arn:aws:iam::000000000000:role/team/second' }\n",
      ),
    );
    const ran = await runOn(stage, ['decide', idOn(card), 'approve'], {
      as: keys?.AccessKeyId ?? '',
      SIGNALBOX_CONFIG: config,
    });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('does not name you') });
    const { out } = await runOn(stage, ['audit', 'export']);
    expect(out.split('\n').find((text) => text.includes('"refused"'))).toContain(
      'arn:aws:sts::000000000000:assumed-role/second/anna',
    );
  });

  it('refuses what was decided already, and an approval that nobody knows', async () => {
    const { card } = await stage.promotion();
    await runOn(stage, ['decide', idOn(card), 'approve']);
    const again = await runOn(stage, ['decide', idOn(card), 'approve']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('approved this already') });
    const unknown = await runOn(stage, ['decide', 'apr_nobody', 'approve']);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('no record') });
  });

  it('decides a critical gate, whose card has no buttons and the line to enter', async () => {
    const config = await policyWith((text) =>
      text.replace('activity: ManualStep', 'activity: ManualStep\n    severity: critical'),
    );
    await stage.post('bot', { do: 'restart', config });
    const input = JSON.stringify({ managerEmailAddress: 'approver@example.com', employeeName: 'Jane Doe' });
    await stage.command('U0REQUESTER', `start PromotionApproval ${input}`);
    const card = await stage.card((one) => words(one).includes('signalbox decide'));
    expect(JSON.stringify(card.blocks)).not.toContain('approval.approve');
    const line = /signalbox (decide apr_\w+ approve)/.exec(words(card))?.[1] ?? '';
    expect(await runOn(stage, line.split(' '), { SIGNALBOX_CONFIG: config })).toMatchObject({ code: 0 });
    const env = await stage.get<Record<string, string>>('env');
    await stage.post('bot', { do: 'restart', config: env['SIGNALBOX_CONFIG'] });
  });

  it('decides while Slack is down where the gate names the person, and not where it names a group', async () => {
    const { card, executionArn } = await stage.promotion();
    const nowhere = { SLACK_API_URL: 'http://127.0.0.1:9/api/' };
    const bounded = await runOn(stage, ['decide', idOn(card), 'approve'], nowhere);
    expect(bounded).toMatchObject({
      code: 1,
      err: expect.stringContaining('could not say who @release-managers'),
    });
    const direct = await policyWith((text) => text.replace("    among: '@release-managers'\n", ''));
    await stage.post('bot', { do: 'restart', config: direct });
    const other = await stage.promotion('U0REQUESTER', 'John Doe');
    const ran = await runOn(stage, ['decide', idOn(other.card), 'approve'], {
      ...nowhere,
      SIGNALBOX_CONFIG: direct,
    });
    expect(ran.out).toContain('Slack did not answer');
    expect(ran).toMatchObject({ code: 0 });
    expect(await statusOf(other.executionArn)).toBe('SUCCEEDED');
    expect(await statusOf(executionArn)).toBe('RUNNING');
  });

  it('says that no bot runs, and the next one delivers', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('bot', { do: 'stop' });
    const ran = await runOn(stage, ['decide', idOn(card), 'approve']);
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('No bot took this up') });
    await stage.post('bot', { do: 'start' });
    await until(async () => (await statusOf(executionArn)) === 'SUCCEEDED');
  });

  it.each([
    ['no verdict', ['decide', 'apr_1'], 'verdict'],
    ['another verdict', ['decide', 'apr_1', 'maybe'], 'approve, reject'],
    ['a form that is no JSON object', ['decide', 'apr_1', 'approve', '--form', '[1]'], 'JSON object'],
    [
      'a way to name somebody else',
      ['decide', 'apr_1', 'approve', '--as', 'U0LEAD'],
      "unknown option '--as'",
    ],
  ])('knows no %s', async (_what, args, why) => {
    expect(await run(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(why) });
  });

  it('says every fault of an environment that lacks something', async () => {
    const ran = await run(['decide', 'apr_1', 'approve']);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('SLACK_BOT_TOKEN: is not set') });
  });

  it('makes no records where there are none', async () => {
    const ran = await runOn(stage, ['decide', 'apr_1', 'approve'], {
      SIGNALBOX_DATA: join(stage.dataFolder, 'no'),
    });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('There are no records') });
  });
});
