import { describe, expect, it } from '@jest/globals';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { hasButtons, openStage, shared, until, words } from './stage.ts';

const stage = shared(await openStage());

const ended = (executionArn: string) =>
  until(async () => {
    const execution = await stage.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status !== 'RUNNING' && execution;
  });

describe('a promotion that waits for its manager', () => {
  it('goes on with the stated output when the manager approves, and the card closes', async () => {
    const { card, executionArn } = await stage.promotion();
    expect(words(card)).toContain('Jane Doe');
    expect(await stage.click('U0APPROVER', card, 'approve')).toMatchObject({ ok: true });
    expect(await ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '"Approve link was clicked."',
    });
    const closed = await stage.card((one) => words(one).includes('The workflow goes on'));
    expect(hasButtons(closed)).toBe(false);
    expect(words(closed)).toContain('*Approved* by <@U0APPROVER>');
    expect(await stage.cards()).toHaveLength(1);
  });

  it('asks why, and fails with the stated error and cause when the manager rejects', async () => {
    const { card, executionArn } = await stage.promotion();
    await stage.click('U0APPROVER', card, 'reject');
    const view = await until(
      async () =>
        (await stage.get<{ modal: { id: string } | null }>('views?user=U0APPROVER')).modal ?? undefined,
    );
    const without = await stage.post('submit', {
      user: 'U0APPROVER',
      view_id: view.id,
      values: { reason: { reason: '   ' } },
    });
    expect(without).toMatchObject({ ok: false, errors: { reason: expect.stringContaining('reason') } });
    const submitted = await stage.post('submit', {
      user: 'U0APPROVER',
      view_id: view.id,
      values: { reason: { reason: 'Not <yet> & *never*' } },
    });
    expect(submitted).toEqual({ ok: true });
    expect(await ended(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Rejected',
      cause: 'Reject link was clicked.',
    });
    const closed = await stage.card((one) => words(one).includes('its task failed'));
    expect(words(closed)).toContain('Not &lt;yet&gt; &amp; ');
  });

  it.each([
    ['a guest', 'U0GUEST', 'guest'],
    ['somebody of another workspace', 'U0STRANGER', 'another workspace'],
    ['a bot', 'U0BOTUSER', 'bot'],
    ['the requester', 'U0REQUESTER', 'does not name you'],
    ['another release manager', 'U0SECOND', 'does not name you'],
  ])('refuses %s in private, with why and who can', async (_who, user, why) => {
    const { card } = await stage.promotion();
    await stage.click(user, card, 'approve');
    const told = await stage.toldTo(user);
    expect(told).toContain(why);
    expect(told).toContain('approver@example.com');
    expect(hasButtons(await stage.card())).toBe(true);
  });

  it('refuses the manager who is deactivated between the ask and the click', async () => {
    const { card } = await stage.promotion();
    await stage.post('change', { people: [{ id: 'U0APPROVER', deactivated: true }] });
    // People are remembered for a moment; the clock moves past it.
    await stage.post('clock', { advance_seconds: 10 });
    await stage.click('U0APPROVER', card, 'approve');
    expect(await stage.toldTo('U0APPROVER')).toContain('deactivated');
  });

  it('refuses a manager who approves their own request', async () => {
    const { card } = await stage.promotion('U0APPROVER');
    await stage.click('U0APPROVER', card, 'approve');
    expect(await stage.toldTo('U0APPROVER')).toContain('somebody else must approve');
  });

  it('refuses when the person cannot be looked up', async () => {
    const { card } = await stage.promotion();
    await stage.post('clock', { advance_seconds: 10 });
    await stage.post('faults', { slack: { method: 'users.info', status: 500, times: 20 } });
    await stage.click('U0APPROVER', card, 'approve');
    expect(await stage.toldTo('U0APPROVER')).toContain('could not say who');
    expect(hasButtons(await stage.card())).toBe(true);
  });

  it('refuses a forged approval id, and a real id on a message that is not its card', async () => {
    const { card } = await stage.promotion();
    await stage.click('U0APPROVER', card, 'approve', { forged: true, value: 'apr_forged' });
    expect(await stage.toldTo('U0APPROVER')).toContain('no record');
    const own = /"value":"(apr_[^"]+)"/.exec(JSON.stringify(card.blocks))?.[1];
    const said = (await stage.messages('workflows'))[0];
    await stage.post('click', {
      user: 'U0APPROVER',
      channel: 'C0WORKFLOWS',
      ts: said?.ts,
      action_id: 'approval.approve',
      forged: true,
      value: own,
    });
    expect(await stage.toldTo('U0APPROVER', 'workflows')).toContain('does not belong');
    expect(hasButtons(await stage.card())).toBe(true);
  });

  it('counts one decision of many clicks at the same moment, and tells the late ones politely', async () => {
    const { card, executionArn } = await stage.promotion();
    await Promise.all(Array.from({ length: 10 }, () => stage.click('U0APPROVER', card, 'approve')));
    await ended(executionArn);
    await stage.card((one) => words(one).includes('The workflow goes on'));
    // The button stood in an earlier version: a client that has not refreshed can still press it.
    expect(await stage.click('U0APPROVER', card, 'reject')).toMatchObject({ ok: true });
    expect(await stage.toldTo('U0APPROVER')).toContain('approved this already');
    const answers = (await stage.get<{ operation: string }[]>('calls?of=aws')).filter(
      ({ operation }) => operation === 'SendTaskSuccess',
    );
    expect(answers).toHaveLength(1);
  });

  it('expires with its deadline, and says that nobody decided', async () => {
    const { executionArn } = await stage.promotion();
    await stage.post('clock', { advance_seconds: 3_601 });
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    const closed = await stage.card((one) => words(one).includes('*Expired*'));
    expect(hasButtons(closed)).toBe(false);
  });

  it('is cancelled when the execution is aborted in Slack, with the reason in Step Functions', async () => {
    const { executionArn } = await stage.promotion();
    await stage.command('U0APPROVER', 'abort PromotionApproval');
    const view = await until(
      async () =>
        (await stage.get<{ modal: { id: string } | null }>('views?user=U0APPROVER')).modal ?? undefined,
    );
    await stage.post('submit', {
      user: 'U0APPROVER',
      view_id: view.id,
      values: { reason: { reason: 'wrong person' } },
    });
    const execution = await ended(executionArn);
    expect(execution).toMatchObject({ status: 'ABORTED' });
    expect(execution.cause).toContain('wrong person');
    const closed = await stage.card((one) => words(one).includes('*Cancelled*'));
    expect(words(closed)).toContain('aborted');
  });
});
