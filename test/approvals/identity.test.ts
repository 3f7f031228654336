import { describe, expect, it } from '@jest/globals';
import { brokenLink, createApprovals, type Gate, type Submission } from '../../src/approvals/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger, verified } from './record.ts';

const identity = { arn: 'arn:aws:iam::000000000000:user/approver', standingFrom: 'slack' } as const;

/** One ask at a gate that names U0APPROVER, and what is submitted to it. */
async function open(change: Partial<Gate> = {}) {
  const { ledger, clock, stores } = openLedger();
  const levels = [{ name: 'manager', any: ['U0APPROVER'], need: 1, repeat: false }] as const;
  const today: Gate = { ...gate, levels, ...change };
  const { id } = await ledger.open(today, ask, 'token-1');
  await ledger.record(id, { kind: 'verified', provenance: verified, expiresAt: null });
  const approvals = createApprovals({
    ledger,
    gate: () => today,
    directory: {
      person: (who) => Promise.resolve({ id: who, name: who, standing: 'member' }),
      members: () => Promise.resolve(new Set<string>()),
    },
    clock,
    log: silentLogger(),
    wake: () => undefined,
  });
  const submit = (more: Partial<Submission>) =>
    approvals.submit({
      approvalId: id,
      who: 'U0APPROVER',
      verdict: 'approve',
      via: 'cli',
      identity,
      ...more,
    });
  const audited = async (what: string) => {
    const lines = [];
    for await (const line of stores.approvals.audit(id)) lines.push(line);
    expect(brokenLink(lines)).toBeUndefined();
    return lines.find((line) => line.what === what);
  };
  return { submit, audited, ledger, id };
}

describe('a decision on the command line', () => {
  it('is audited with both identities, and keeps them in the record', async () => {
    const { submit, audited, ledger, id } = await open();
    expect(await submit({})).toMatchObject({ kind: 'accepted' });
    expect(await audited('decided')).toMatchObject({ who: 'U0APPROVER', detail: { identity } });
    expect((await ledger.get(id))?.decisions).toMatchObject([{ approver: 'U0APPROVER', identity }]);
  });

  it('that is refused is audited with both identities too', async () => {
    const { submit, audited } = await open();
    expect(await submit({ who: 'U0OTHER' })).toMatchObject({ kind: 'refused', code: 'not-an-approver' });
    expect(await audited('refused')).toMatchObject({
      who: 'U0OTHER',
      detail: { because: 'not-an-approver', identity },
    });
  });

  it('counts at a critical gate, which takes none from Slack', async () => {
    const { submit } = await open({ severity: 'critical' });
    expect(await submit({ via: 'slack' })).toMatchObject({ kind: 'refused', code: 'not-in-slack' });
    expect(await submit({})).toMatchObject({ kind: 'accepted' });
  });

  it('tells the workflow where it was rejected', async () => {
    const { submit, ledger } = await open();
    const outcome = await submit({ verdict: 'reject', reason: 'Too soon' });
    if (outcome.kind !== 'accepted' || outcome.approval.status !== 'rejected') throw new Error(outcome.kind);
    expect(ledger.answer(outcome.approval)).toMatchObject({
      kind: 'failure',
      cause: expect.stringContaining('Rejected on the command line by U0APPROVER: Too soon'),
    });
  });
});
