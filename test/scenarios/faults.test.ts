import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DescribeExecutionCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { hasButtons, openStage, shared, until, words } from './stage.ts';

const stage = shared(await openStage());

const done = (executionArn: string) =>
  until(
    async () => (await stage.sfn.send(new DescribeExecutionCommand({ executionArn }))).status === 'SUCCEEDED',
  );
const goesOn = () => stage.card((one) => words(one).includes('The workflow goes on'));

describe('when Slack misbehaves', () => {
  it.each([
    ['asks to slow down', { status: 429, retry_after: 1, times: 2 }],
    ['fails with 500', { status: 500, times: 2 }],
    ['cuts the connection', { times: 2 }],
    ['answers without a word', { status: 200, times: 2 }],
    ['loses the answer after it did the work', { times: 1, when: 'after' }],
  ])('posts one card although it %s', async (_what, fault) => {
    await stage.post('faults', { slack: { method: 'chat.postMessage', ...fault } });
    await stage.sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:PromotionApproval',
        input: '{"managerEmailAddress":"approver@example.com","employeeName":"Jane Doe"}',
      }),
    );
    const card = await stage.card(hasButtons);
    expect(await stage.click('U0APPROVER', card, 'approve')).toMatchObject({ ok: true });
    await goesOn();
    expect(await stage.cards()).toHaveLength(1);
  });

  it('keeps a decision whose card cannot be edited, and edits it when Slack is back', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('faults', { slack: { method: 'chat.update', status: 500, times: 2 } });
    await stage.click('U0APPROVER', card, 'approve');
    await done(executionArn);
    await goesOn();
  });

  it('does not go on calling what Slack asked to leave alone, and answers people privately all the same', async () => {
    const { card, executionArn } = await stage.promotion();
    const updates = async () =>
      (await stage.get<readonly { method: string }[]>('calls?of=slack')).filter(
        ({ method }) => method === 'chat.update',
      ).length;
    const before = await updates();
    await stage.post('faults', { slack: { method: 'chat.update', status: 429, retry_after: 60, times: 1 } });
    await stage.click('U0APPROVER', card, 'approve');
    // The token's return changes the card once more: not even that is tried.
    await done(executionArn);
    await stage.click('U0SECURITY', card, 'approve');
    expect(await stage.toldTo('U0SECURITY')).not.toBe('');
    expect(await updates()).toBe(before + 1);
    await stage.post('clock', { advance_seconds: 60 });
    await goesOn();
  });

  it('still takes clicks while Slack refreshes the connections one after the other', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('drop-socket', { one_by_one: true });
    expect(await stage.click('U0APPROVER', card, 'approve')).toMatchObject({ ok: true });
    await done(executionArn);
  });
});

describe('when AWS misbehaves', () => {
  it.each([
    ['throttles', { error: 'ThrottlingException', times: 4 }],
    ['fails with 500', { status: 500, times: 4 }],
    ['cuts the connection', { times: 4 }],
  ])('returns the token although it %s', async (_what, fault) => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('faults', { aws: { service: 'states', operation: 'SendTaskSuccess', ...fault } });
    await stage.click('U0APPROVER', card, 'approve');
    await done(executionArn);
    await goesOn();
  });

  it('finds in the history that its own answer got through, where only the reply was lost', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('faults', {
      aws: { service: 'states', operation: 'SendTaskSuccess', status: 500, when: 'after', times: 1 },
    });
    await stage.click('U0APPROVER', card, 'approve');
    await done(executionArn);
    await goesOn();
  });

  it('says that a decision came too late where the execution was stopped at the same moment', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.post('faults', {
      aws: { service: 'states', operation: 'SendTaskSuccess', status: 500, times: 6 },
    });
    await stage.click('U0APPROVER', card, 'approve');
    await stage.card((one) => words(one).includes('Telling the workflow'));
    await stage.sfn.send(new StopExecutionCommand({ executionArn }));
    const closed = await stage.card((one) => words(one).includes('changed nothing'));
    expect(words(closed)).toContain('Approved too late');
    expect(words(closed)).toContain('stopped waiting');
  });

  it('takes asks again after the activity could not be polled', async () => {
    await stage.post('faults', {
      aws: { service: 'states', operation: 'GetActivityTask', error: 'ThrottlingException', times: 3 },
    });
    await stage.promotion();
  });

  it('closes the card of an execution that somebody else stopped', async () => {
    const { executionArn } = await stage.promotion();
    await stage.sfn.send(new StopExecutionCommand({ executionArn }));
    await stage.post('clock', { advance_seconds: 1 });
    const closed = await stage.card((one) => words(one).includes('*Cancelled*'));
    expect(hasButtons(closed)).toBe(false);
  });
});

describe('secrets', () => {
  it('shows no task token in Slack, in the log, or in clear in the store', async () => {
    const { card } = await stage.promotion();
    await stage.command('U0APPROVER', 'status PromotionApproval');
    await stage.click('U0APPROVER', card, 'approve');
    await goesOn();
    const seen = JSON.stringify(
      await Promise.all(['releases', 'workflows'].map((channel) => stage.messages(channel, 'U0APPROVER'))),
    );
    const log = readFileSync(join(stage.dataFolder, 'bot.log'), 'utf8');
    const store = ['', '-wal']
      .map((end) => readFileSync(join(stage.dataFolder, 'store', `signalbox.db${end}`), 'latin1'))
      .join('');
    for (const text of [seen, log, store]) expect(text).not.toContain('sbxtok-');
  });
});

describe('a broken signalbox.yaml', () => {
  it('keeps the bot from starting and names every fault with its place and remedy', async () => {
    const broken =
      'machines: [PromotionApproval]\ngates:\n  promotion:\n    for: []\n    chanel: releases\n    title: T\n    levels: [{ name: m, any: [nobody] }]\n';
    const answer = (await stage.post('bot', { do: 'restart', config: broken })) as {
      ok: boolean;
      message?: string;
    };
    expect(answer.ok).toBe(false);
    for (const part of [
      ':4:5',
      'name at least one',
      ':5:5',
      'did you mean "channel"?',
      ':7:',
      'Slack user id',
    ])
      expect(answer.message).toContain(part);
  });
});
