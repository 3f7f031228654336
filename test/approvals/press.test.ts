import { describe, expect, it } from '@jest/globals';
import { open } from './opened.ts';

/** Everything has been done that can be done at this hour. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a press', () => {
  it('decides at once where the gate asks for no words', async () => {
    const { press } = await open();
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'accepted', approval: { status: 'approved' } });
  });

  it.each([
    ['nobody has proven the execution', { prove: false }, 'U0APPROVER', 'being-verified'],
    ['the gate names somebody else', {}, 'U0SECOND', 'not-an-approver'],
    [
      'the ask names somebody outside of the allowed group',
      { input: { managerEmailAddress: 'outside@example.com' } },
      'U0OUTSIDE',
      'not-among',
    ],
    ['the person asked for it', { startedBy: 'U0APPROVER' }, 'U0APPROVER', 'own-request'],
    [
      'the gate must know the requester and does not',
      { recorded: { requester: 'required' } },
      'U0APPROVER',
      'requester-unknown',
    ],
    ['today’s policy has no such gate', { today: null }, 'U0APPROVER', 'policy-changed'],
    [
      'today’s policy names others',
      { today: { levels: [{ name: 'm', any: ['U0SECOND'], need: 1, repeat: false }] as const } },
      'U0APPROVER',
      'not-an-approver',
    ],
    [
      'today’s policy keeps the machine from this gate',
      { today: { for: ['Other'] } },
      'U0APPROVER',
      'policy-changed',
    ],
    ['the gate is critical', { recorded: { severity: 'critical' as const } }, 'U0APPROVER', 'not-in-slack'],
  ])('is refused where %s', async (_why, options, who, code) => {
    const { press, ledger, approval } = await open(options);
    expect(await press(who)).toMatchObject({ kind: 'refused', code });
    expect((await ledger.get(approval.id))?.status).toBe('pending');
  });

  const shownAt = (ref: { channel: string; ts: string }) =>
    ({ kind: 'card-shown', revision: 1, ref, digest: 'd', adopted: false }) as const;

  it('is refused on a message that is not the record’s card', async () => {
    const { press, ledger, approval } = await open();
    await ledger.record(approval.id, shownAt({ channel: 'C1', ts: '1.0' }));
    expect(await press('U0APPROVER', { on: { channel: 'C9', ts: '9.9' } })).toMatchObject({
      kind: 'refused',
      code: 'foreign-card',
    });
  });

  it('waits for the place of a card that was posted a moment ago', async () => {
    const { press, ledger, approval, clock } = await open();
    const card = { channel: 'C1', ts: '1.0' };
    const pressed = press('U0APPROVER', { on: card });
    await settled();
    await ledger.record(approval.id, shownAt(card));
    await clock.advance(50);
    expect(await pressed).toMatchObject({ kind: 'accepted', approval: { status: 'approved' } });
  });

  it('is refused where the record’s card gets no place in time', async () => {
    const { press, clock } = await open();
    const pressed = press('U0APPROVER', { on: { channel: 'C1', ts: '1.0' } });
    for (let ms = 0; ms < 2_000; ms += 50) {
      await settled();
      await clock.advance(50);
    }
    expect(await pressed).toMatchObject({ kind: 'refused', code: 'foreign-card' });
  });

  it('asks for words first, and takes no decision without them', async () => {
    const { press, approvals, approval } = await open();
    expect(await press('U0APPROVER', { verdict: 'reject' })).toMatchObject({
      kind: 'words-wanted',
      reason: 'required',
    });
    const submission = {
      approvalId: approval.id,
      who: 'U0APPROVER',
      verdict: 'reject' as const,
      via: 'slack' as const,
    };
    expect(await approvals.submit({ ...submission, reason: '  ' })).toMatchObject({
      kind: 'refused',
      code: 'reason-missing',
    });
    expect(await approvals.submit({ ...submission, reason: 'no' })).toMatchObject({
      kind: 'accepted',
      approval: { status: 'rejected' },
    });
  });

  it('counts rights at the submit, not at the press', async () => {
    const { approvals, approval } = await open();
    const submission = {
      approvalId: approval.id,
      who: 'U0GUEST',
      verdict: 'reject' as const,
      via: 'slack' as const,
      reason: 'x',
    };
    expect(await approvals.submit(submission)).toMatchObject({ kind: 'refused', code: 'not-a-member' });
  });

  it('finds the approval expired once the deadline has passed', async () => {
    const { press, clock } = await open();
    await clock.advance(120_000);
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'closed', approval: { status: 'expired' } });
  });

  it('lets the requester approve with broken glass, but only with a reason', async () => {
    const { press } = await open({ startedBy: 'U0APPROVER', recorded: { selfApproval: 'break-glass' } });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'words-wanted', reason: 'required' });
  });

  it('lists for a person what they can decide', async () => {
    const { approvals } = await open();
    expect(await approvals.pending({ limit: 10, forPerson: 'U0APPROVER' })).toMatchObject({ inAll: 1 });
    expect(await approvals.pending({ limit: 10, forPerson: 'U0SECOND' })).toMatchObject({ inAll: 0 });
    expect(await approvals.pending({ limit: 0 })).toEqual({ approvals: [], inAll: 1 });
  });
});

describe('a press while Slack is slow to say who somebody is', () => {
  const never = new Promise<never>(() => undefined);

  it('opens the form with what is known, before its three seconds are over', async () => {
    const { press, clock } = await open({ lookUp: never });
    const outcome = press('U0APPROVER', { verdict: 'reject' });
    await clock.advance(1_500);
    expect(await outcome).toMatchObject({ kind: 'words-wanted', reason: 'required' });
  });

  it('decides nothing that needs no form until rights are known', async () => {
    let answer: () => void = () => undefined;
    const lookUp = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { press, clock, ledger, approval } = await open({ lookUp });
    const outcome = press('U0APPROVER');
    await clock.advance(10_000);
    expect((await ledger.get(approval.id))?.status).toBe('pending');
    answer();
    expect(await outcome).toMatchObject({ kind: 'accepted' });
  });
});

describe('what is missing in a form', () => {
  const submission = { who: 'U0APPROVER', verdict: 'reject' as const, via: 'slack' as const };

  it('is said by the store alone, whatever Slack does', async () => {
    const { approvals, approval } = await open({ lookUp: new Promise(() => undefined) });
    const missing = (reason?: string) =>
      approvals.missing({
        ...submission,
        approvalId: approval.id,
        ...(reason !== undefined && { reason }),
      });
    expect((await missing())['reason']).toMatch(/Say why/);
    expect((await missing('  \n '))['reason']).toMatch(/Say why/);
    expect(await missing('not now')).toEqual({});
  });

  it('is nothing for an approval that is not there or not open any more', async () => {
    const { approvals, approval, ledger } = await open();
    await ledger.record(approval.id, { kind: 'deadline-passed' });
    expect(await approvals.missing({ ...submission, approvalId: approval.id })).toEqual({});
    expect(await approvals.missing({ ...submission, approvalId: 'apr_none' })).toEqual({});
  });
});

describe('what a decision rests on', () => {
  it('is looked up anew, person and group, and not what was known a moment ago', async () => {
    const fresh: string[] = [];
    const { press } = await open({ onFresh: (subject) => fresh.push(subject) });
    await press('U0APPROVER');
    expect(fresh).toEqual(['U0APPROVER', '@release-managers']);
  });

  it('is looked up anew at the submit, whatever the click had found', async () => {
    const fresh: string[] = [];
    const { approvals, approval } = await open({ onFresh: (subject) => fresh.push(subject) });
    const reject = { approvalId: approval.id, who: 'U0APPROVER', verdict: 'reject', via: 'slack' } as const;
    expect(await approvals.press(reject)).toMatchObject({ kind: 'words-wanted' });
    expect(fresh).toEqual([]);
    expect(await approvals.submit({ ...reject, reason: 'no' })).toMatchObject({ kind: 'accepted' });
    expect(fresh).toContain('U0APPROVER');
  });

  const twoNames = {
    among: '@nobody-knows',
    levels: [{ name: 'l', any: ['@nobody-knows', 'U0SECOND'], need: 1, repeat: false }] as const,
  };

  it('needs no group for somebody who is named directly', async () => {
    const { press } = await open({ recorded: twoNames });
    expect(await press('U0SECOND')).toMatchObject({ kind: 'accepted' });
  });

  it('is a refusal where the group that might name somebody cannot be looked up', async () => {
    const { press } = await open({ recorded: twoNames });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'refused', code: 'lookup-failed' });
  });

  it('is one voice a person, where several must agree', async () => {
    const { press, ledger, approval } = await open({
      recorded: { levels: [{ name: 'l', any: ['@release-managers'], need: 2, repeat: false }] },
    });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'accepted' });
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'refused', code: 'agreed-already' });
    expect((await ledger.get(approval.id))?.status).toBe('pending');
    expect(await press('U0SECOND')).toMatchObject({ approval: { status: 'approved' } });
  });
});

describe('what somebody is told who may not approve their own request', () => {
  it('leaves them out of those who can', async () => {
    const { press } = await open({
      startedBy: 'U0APPROVER',
      recorded: {
        levels: [{ name: 'l', any: ['email:$.managerEmailAddress', 'U0SECOND'], need: 1, repeat: false }],
      },
    });
    expect(await press('U0APPROVER')).toMatchObject({
      code: 'own-request',
      sentence: expect.stringMatching(/Who can: second-approver\./),
    });
  });

  it('says so where nobody remains', async () => {
    const { press } = await open({ startedBy: 'U0APPROVER' });
    expect(await press('U0APPROVER')).toMatchObject({
      sentence: expect.stringContaining('nobody else; abort the execution'),
    });
  });
});
