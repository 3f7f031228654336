import { describe, expect, it } from '@jest/globals';
import type { Approval, Gate } from '../../src/approvals/index.ts';
import { open } from './opened.ts';

const dueAt = (approval: Approval | undefined, kind: string) =>
  approval?.due.find((due) => due.kind === kind)?.at;
const keys = (approval: Approval | undefined) => approval?.tellings?.map(({ key }) => key);

async function waiting(recorded: Partial<Gate>) {
  const opened = await open({ recorded });
  const now = () => opened.ledger.get(opened.approval.id);
  const happens = async (kind: 'reminder-due' | 'escalation-due' | 'heartbeat-sent') =>
    (await opened.ledger.record(opened.approval.id, { kind }))?.approval;
  return { ...opened, now, happens };
}

describe('reminders', () => {
  const remind = { afterSeconds: 10, doubling: true, atMost: 3 };

  it('come after a while, ever more slowly, and not for ever', async () => {
    const { now, happens, clock } = await waiting({ remind });
    const at = clock.now();
    expect(dueAt(await now(), 'remind')).toBe(at + 10_000);
    expect(dueAt(await happens('reminder-due'), 'remind')).toBe(at + 20_000);
    expect(dueAt(await happens('reminder-due'), 'remind')).toBe(at + 40_000);
    const last = await happens('reminder-due');
    expect(dueAt(last, 'remind')).toBeUndefined();
    expect(keys(last)).toEqual(['reminder-0-1', 'reminder-0-2', 'reminder-0-3']);
  });

  it('come evenly where they do not double', async () => {
    const { happens, clock } = await waiting({ remind: { ...remind, doubling: false } });
    expect(dueAt(await happens('reminder-due'), 'remind')).toBe(clock.now() + 10_000);
  });

  it('stop, said or not, when somebody decides', async () => {
    const { press, happens, now } = await waiting({ remind });
    await happens('reminder-due');
    await press('U0APPROVER');
    expect(dueAt(await now(), 'remind')).toBeUndefined();
    expect(keys(await now())).toEqual([]);
    expect(await happens('reminder-due')).toMatchObject({ status: 'approved', tellings: [] });
  });

  it('begin anew with a new level', async () => {
    const level = (name: string, any: string) => ({ name, any: [any], need: 1, repeat: false });
    const { press, now, happens, clock } = await waiting({
      remind,
      levels: [level('first', 'U0APPROVER'), level('second', 'U0SECOND')],
    });
    await happens('reminder-due');
    await press('U0APPROVER');
    expect(await now()).toMatchObject({ level: 1, reminded: 0 });
    expect(dueAt(await now(), 'remind')).toBe(clock.now() + 10_000);
  });
});

describe('escalation', () => {
  const escalate = [
    { afterSeconds: 30, to: 'U0OUTSIDE' },
    { afterSeconds: 10, to: 'U0SECOND' },
  ];

  it('lets more people decide, one step after the other', async () => {
    const { press, now, happens, clock } = await waiting({ escalate });
    expect(dueAt(await now(), 'escalate')).toBe(clock.now() + 10_000);
    expect(await press('U0SECOND')).toMatchObject({ code: 'not-an-approver' });
    const once = await happens('escalation-due');
    expect(dueAt(once, 'escalate')).toBe(clock.now() + 30_000);
    expect(once?.tellings).toMatchObject([{ kind: 'escalation', to: 'U0SECOND' }]);
    expect(await press('U0OUTSIDE')).toMatchObject({ code: 'not-an-approver' });
    expect(await press('U0SECOND')).toMatchObject({
      kind: 'accepted',
      approval: { decisions: [{ basedOn: expect.stringContaining('by escalation') }] },
    });
  });

  it('gives no right where today’s policy escalates to nobody', async () => {
    const { ledger, approval, approvals } = await open({ recorded: { escalate }, today: { escalate: [] } });
    await ledger.record(approval.id, { kind: 'escalation-due' });
    const press = { approvalId: approval.id, who: 'U0SECOND', verdict: 'approve', via: 'slack' } as const;
    expect(await approvals.press(press)).toMatchObject({ code: 'not-an-approver' });
  });

  it('gives no right at the next level', async () => {
    const level = (name: string) => ({ name, any: ['U0APPROVER'], need: 1, repeat: true });
    const { press, happens, now } = await waiting({ escalate, levels: [level('first'), level('second')] });
    await happens('escalation-due');
    await press('U0APPROVER');
    expect((await now())?.level).toBe(1);
    expect(await press('U0SECOND')).toMatchObject({ code: 'not-an-approver' });
  });
});

describe('direct messages', () => {
  it('are due when people are asked, and come down to one a person', async () => {
    const { now, ledger, approval } = await waiting({ notify: 'dm' });
    expect(keys(await now())).toEqual(['direct-0']);
    const then = [{ kind: 'direct-to' as const, key: 'direct-0-U0A', to: 'U0A' }];
    await ledger.record(approval.id, { kind: 'told', key: 'direct-0', then });
    expect(keys(await now())).toEqual(['direct-0-U0A']);
    expect(dueAt(await now(), 'tell')).toBeDefined();
  });
});

describe('a card whose time runs out', () => {
  it('is shown again at an hour, a quarter and five minutes before, and not in between', async () => {
    const { ledger, approval, clock } = await open({ expiresAt: 4_000_000 });
    const ref = { channel: 'C1', ts: '1.0' };
    const show = async () => {
      const { revision = 0 } = (await ledger.get(approval.id)) ?? {};
      const shown = { kind: 'card-shown' as const, revision, ref, digest: 'd', adopted: false };
      return dueAt((await ledger.record(approval.id, shown))?.approval, 'show');
    };
    expect(await show()).toBe(400_000);
    await clock.advance(500_000);
    expect(await show()).toBe(3_100_000);
    await clock.advance(3_400_000);
    expect(await show()).toBeUndefined();
  });
});
