import { describe, expect, it } from '@jest/globals';
import { delegatorsOf, type Leaves } from '../../src/approvals/delegates.ts';
import type { Gate } from '../../src/approvals/index.ts';
import { open } from './opened.ts';

const leaves: Leaves = { U0APPROVER: { delegateTo: 'U0OUTSIDE', until: '1970-01-31' } };
const level = (name: string, any: readonly string[], need = 1) => ({ name, any, need, repeat: false });

const house = (recorded: Partial<Gate> = {}, startedBy?: string) =>
  open({ recorded, leaves, ...(startedBy !== undefined && { startedBy }) });

describe('a leave', () => {
  const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

  it('lasts until its last day is over', () => {
    expect(delegatorsOf(leaves, 'U0OUTSIDE', at('1970-01-31'))).toEqual(['U0APPROVER']);
    expect(delegatorsOf(leaves, 'U0OUTSIDE', at('1970-02-01'))).toEqual([]);
    expect(delegatorsOf(leaves, 'U0SECOND', at('1970-01-31'))).toEqual([]);
  });

  it('makes nobody their own delegate', () => {
    expect(delegatorsOf({ U0A: { delegateTo: 'U0A', until: '1970-01-31' } }, 'U0A', 0)).toEqual([]);
  });
});

describe('a delegate', () => {
  it('counts where the person on leave is named, by address too, and the audit says for whom', async () => {
    const { press } = await house();
    expect(await press('U0OUTSIDE')).toMatchObject({
      kind: 'accepted',
      approval: {
        status: 'approved',
        decisions: [
          { basedOn: expect.stringContaining('as delegate of U0APPROVER'), onBehalfOf: 'U0APPROVER' },
        ],
      },
    });
  });

  it('counts no longer once the leave is over', async () => {
    const { press, clock } = await open({ leaves, expiresAt: 40 * 86_400_000 });
    await clock.advance(31 * 86_400_000);
    expect(await press('U0OUTSIDE')).toMatchObject({ code: 'not-an-approver' });
  });

  it('is no second voice beside the person on leave, whoever comes first', async () => {
    const levels = [level('l', ['U0APPROVER', 'U0SECOND'], 2)] as const;
    const first = await house({ levels });
    await first.press('U0APPROVER');
    expect(await first.press('U0OUTSIDE')).toMatchObject({ code: 'agreed-already' });
    const second = await house({ levels });
    await second.press('U0OUTSIDE');
    expect(await second.press('U0APPROVER')).toMatchObject({ approval: { status: 'pending' } });
    expect(await second.press('U0SECOND')).toMatchObject({ approval: { status: 'approved' } });
  });

  it('is no second voice of their own', async () => {
    const { press } = await house({ levels: [level('l', ['U0APPROVER', 'U0OUTSIDE'], 2)] });
    await press('U0OUTSIDE');
    expect(await press('U0OUTSIDE')).toMatchObject({ code: 'agreed-already' });
  });

  it('does not decide over two levels for one person', async () => {
    const levels = [level('a', ['U0APPROVER']), level('b', ['U0APPROVER'])] as const;
    const { press } = await house({ levels });
    await press('U0OUTSIDE');
    expect(await press('U0OUTSIDE')).toMatchObject({ code: 'decided-earlier' });
    expect(await press('U0APPROVER')).toMatchObject({ code: 'decided-earlier' });
  });

  it.each(['U0OUTSIDE', 'U0APPROVER'])('does not approve what %s asked for', async (startedBy) => {
    const { press } = await house({ selfApproval: 'never' }, startedBy);
    expect(await press('U0OUTSIDE')).toMatchObject({ code: 'own-request' });
    const { press: again } = await house({ selfApproval: 'break-glass' }, startedBy);
    expect(await again('U0OUTSIDE')).toMatchObject({ code: 'own-request' });
  });
});

describe('a policy that changed since the ask', () => {
  it('is said on the card where nobody can decide any more, once', async () => {
    const { approvals, approval, ledger, changePolicy } = await open();
    await approvals.policyChanged();
    expect((await ledger.get(approval.id))?.today).toBeUndefined();
    changePolicy(null);
    await approvals.policyChanged();
    const gone = await ledger.get(approval.id);
    expect(gone).toMatchObject({ status: 'pending', today: { gone: true } });
    expect(gone?.due.map(({ kind }) => kind)).toContain('show');
    await approvals.policyChanged();
    expect((await ledger.get(approval.id))?.revision).toBe(gone?.revision);
    changePolicy({});
    await approvals.policyChanged();
    expect((await ledger.get(approval.id))?.today?.gone).toBe(false);
  });

  it('counts by the larger quorum of both', async () => {
    const levels = [level('l', ['@release-managers'], 1)] as const;
    const { approvals, approval, press, ledger, changePolicy } = await open({ recorded: { levels } });
    changePolicy({ levels: [level('l', ['@release-managers'], 2)] });
    await approvals.policyChanged();
    expect((await ledger.get(approval.id))?.today).toEqual({ gone: false, need: [2] });
    await press('U0APPROVER');
    expect(await press('U0SECOND')).toMatchObject({ approval: { status: 'approved' } });
  });
});
