import { describe, expect, it } from '@jest/globals';
import { open } from './opened.ts';

describe('a request that its requester withdraws', () => {
  it('is cancelled, and its task is told so with the error Cancelled', async () => {
    const { approvals, approval, ledger } = await open({ startedBy: 'U0SECOND' });
    const outcome = await approvals.withdraw({ approvalId: approval.id, who: 'U0SECOND', via: 'slack' });
    expect(outcome).toMatchObject({ kind: 'accepted', approval: { status: 'cancelled' } });
    const now = await ledger.get(approval.id);
    expect(now?.due.map(({ kind }) => kind).sort()).toEqual(['return', 'show']);
    expect(now?.token.kind).toBe('waiting');
    expect(now && ledger.answer(now)).toMatchObject({
      kind: 'failure',
      error: 'Cancelled',
      cause: expect.stringContaining('Withdrawn in Slack by U0SECOND'),
    });
  });

  it.each([
    ['somebody else', { startedBy: 'U0SECOND' }, 'U0APPROVER', 'not-requester'],
    ['anybody, where nobody knows who asked', {}, 'U0APPROVER', 'not-requester'],
    ['a guest', { startedBy: 'U0GUEST' }, 'U0GUEST', 'not-a-member'],
  ])('stays open for %s', async (_who, options, who, code) => {
    const { approvals, approval, ledger } = await open(options);
    const outcome = await approvals.withdraw({ approvalId: approval.id, who, via: 'slack' });
    expect(outcome).toMatchObject({ kind: 'refused', code });
    expect((await ledger.get(approval.id))?.status).toBe('pending');
  });

  it('may be withdrawn by the person whom the ask claims, by a confirmed address', async () => {
    const { approvals, approval } = await open({
      recorded: { requester: 'email:$.by' },
      input: { managerEmailAddress: 'approver@example.com', by: 'second-approver@example.com' },
    });
    const outcome = await approvals.withdraw({ approvalId: approval.id, who: 'U0SECOND', via: 'slack' });
    expect(outcome).toMatchObject({ kind: 'accepted' });
  });

  it('is not withdrawn once it is decided', async () => {
    const { approvals, approval, press } = await open({ startedBy: 'U0SECOND' });
    await press('U0APPROVER');
    const outcome = await approvals.withdraw({ approvalId: approval.id, who: 'U0SECOND', via: 'slack' });
    expect(outcome).toMatchObject({ kind: 'closed', sentence: expect.stringContaining('approved this') });
  });
});

describe('broken glass', () => {
  const own = { startedBy: 'U0APPROVER', recorded: { selfApproval: 'break-glass' as const } };
  const submission = {
    who: 'U0APPROVER',
    verdict: 'approve' as const,
    via: 'slack' as const,
    reason: 'outage',
  };

  it('wants a reason and a second confirmation', async () => {
    const { approvals, approval, press } = await open(own);
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'words-wanted', breakGlass: true });
    const submit = (more: object) => approvals.submit({ ...submission, approvalId: approval.id, ...more });
    expect(await submit({})).toMatchObject({ code: 'not-confirmed' });
    expect(await submit({ reason: ' ', confirmed: true })).toMatchObject({ code: 'reason-missing' });
    expect(await submit({ confirmed: true })).toMatchObject({ kind: 'accepted' });
  });

  it('is marked in the record and the audit, and the channel is to be told', async () => {
    const { approvals, approval, ledger, stores } = await open(own);
    await approvals.submit({ ...submission, approvalId: approval.id, confirmed: true });
    const now = await ledger.get(approval.id);
    expect(now).toMatchObject({
      status: 'approved',
      decisions: [{ breakGlass: true }],
      tellings: [{ kind: 'break-glass', by: 'U0APPROVER', reason: 'outage' }],
    });
    expect(now?.due.map(({ kind }) => kind).sort()).toEqual(['return', 'show', 'tell']);
    const what: string[] = [];
    for await (const line of stores.approvals.audit(approval.id)) what.push(line.what);
    expect(what).toContain('break-glass');
  });

  it('is none where somebody else asked', async () => {
    const { press } = await open({ ...own, startedBy: 'U0SECOND' });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'accepted' });
  });
});

describe('a modal that was opened', () => {
  it('stands in the audit with who opened it', async () => {
    const { press, stores, approval } = await open();
    await press('U0APPROVER', { verdict: 'reject' });
    const lines: unknown[] = [];
    for await (const line of stores.approvals.audit(approval.id)) lines.push(line);
    expect(lines).toContainEqual(expect.objectContaining({ what: 'reason-asked', who: 'U0APPROVER' }));
  });
});
