import { describe, expect, it } from '@jest/globals';
import type { Person } from '../../src/access/index.ts';
import type { AuditEntry, Gate } from '../../src/approvals/index.ts';
import { open } from './opened.ts';

const third: Person = { id: 'U0THIRD', name: 'third', standing: 'member' };
const level = (name: string, any: readonly string[], need = 1, repeat = false) => ({
  name,
  any,
  need,
  repeat,
});
const twoOf: Partial<Gate> = { levels: [level('l', ['@release-managers', 'U0THIRD'], 2)] };
const twoLevels = (repeat: boolean): Partial<Gate> => ({
  levels: [
    level('first', ['@release-managers']),
    level('second', ['@release-managers', 'U0THIRD'], 1, repeat),
  ],
});

async function house(recorded: Partial<Gate>) {
  const groups = { 'release-managers': ['U0APPROVER', 'U0SECOND'] };
  const people: Record<string, Person> = { U0THIRD: third };
  const opened = await open({
    recorded: { reason: { approve: 'none', reject: 'none' }, ...recorded },
    groups,
    people,
  });
  const now = async () => {
    const approval = await opened.ledger.get(opened.approval.id);
    if (!approval) throw new Error('gone');
    return approval;
  };
  const lines = async () => {
    const found: AuditEntry[] = [];
    for await (const line of opened.stores.approvals.audit(opened.approval.id)) found.push(line);
    return found;
  };
  return { ...opened, groups, people, now, lines };
}

describe('a level that wants two', () => {
  it('takes a change of mind before the quorum: the last verdict counts, and both are audited', async () => {
    const { press, now, lines } = await house(twoOf);
    await press('U0APPROVER');
    expect(await press('U0APPROVER', { verdict: 'reject' })).toMatchObject({ kind: 'accepted' });
    expect(await now()).toMatchObject({ status: 'rejected', decisions: [{ verdict: 'reject' }] });
    const decided = (await lines()).filter(({ what }) => what === 'decided');
    expect(decided.map(({ detail }) => [detail['verdict'], detail['before']])).toEqual([
      ['approve', undefined],
      ['reject', 'approve'],
    ]);
  });

  it('counts no approval whose right was lost before the quorum', async () => {
    const { press, now, lines, groups } = await house(twoOf);
    await press('U0APPROVER');
    groups['release-managers'] = ['U0SECOND'];
    expect(await press('U0SECOND')).toMatchObject({ kind: 'accepted', approval: { status: 'pending' } });
    expect((await now()).decisions.map(({ approver }) => approver)).toEqual(['U0SECOND']);
    expect((await lines()).find(({ what }) => what === 'approval-withdrawn')).toMatchObject({
      who: 'U0APPROVER',
    });
    expect(await press('U0THIRD')).toMatchObject({ approval: { status: 'approved' } });
  });

  it('counts nobody who was deactivated before the quorum', async () => {
    const { press, people, now } = await house(twoOf);
    await press('U0THIRD');
    people['U0THIRD'] = { ...third, standing: 'deactivated' };
    await press('U0APPROVER');
    expect((await now()).status).toBe('pending');
  });

  it('names all who agreed when it is closed', async () => {
    const { press, now } = await house(twoOf);
    await press('U0APPROVER');
    await press('U0SECOND');
    expect((await now()).decisions.map(({ approver }) => approver)).toEqual(['U0APPROVER', 'U0SECOND']);
  });
});

describe('two levels', () => {
  it('are not decided by one person', async () => {
    const { press, now } = await house(twoLevels(false));
    await press('U0APPROVER');
    expect((await now()).level).toBe(1);
    expect(await press('U0APPROVER')).toMatchObject({ code: 'decided-earlier' });
    expect(await press('U0SECOND')).toMatchObject({ approval: { status: 'approved' } });
  });

  it('may be decided by one person where the second says repeat', async () => {
    const { press } = await house(twoLevels(true));
    await press('U0APPROVER');
    expect(await press('U0APPROVER')).toMatchObject({ approval: { status: 'approved' } });
  });

  it('leave a thread reply to be said when the second begins, once', async () => {
    const { press, now, ledger, approval } = await house(twoLevels(false));
    expect((await now()).tellings ?? []).toEqual([]);
    await press('U0APPROVER');
    expect(await now()).toMatchObject({ level: 1, tellings: [{ kind: 'level', level: 1 }] });
    expect((await now()).due.map(({ kind }) => kind)).toContain('tell');
    await ledger.record(approval.id, { kind: 'told', key: 'level-1' });
    expect((await now()).tellings).toEqual([]);
    expect((await now()).due.map(({ kind }) => kind)).not.toContain('tell');
  });

  it('take no verdict that was meant for the level before', async () => {
    const { press, ledger, approval, clock } = await house(twoLevels(false));
    await press('U0APPROVER');
    const late = await ledger.record(approval.id, {
      kind: 'decided',
      decisionId: 'dec_late',
      need: 1,
      decision: { verdict: 'approve', approver: 'U0SECOND', level: 0, decidedAt: clock.now(), basedOn: 'x' },
    });
    expect(late).toMatchObject({ changed: false, approval: { status: 'pending', level: 1 } });
  });
});
