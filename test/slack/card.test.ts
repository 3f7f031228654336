import { describe, expect, it } from '@jest/globals';
import type { Approval, Decision, Gate } from '../../src/approvals/index.ts';
import { decisionModal } from '../../src/slack/decision-modal.ts';
import { renderCard } from '../../src/slack/card.ts';
import { ask, gate, openLedger, verified } from '../approvals/record.ts';

async function opened(more: Partial<Gate> = {}, startedBy?: string): Promise<Approval> {
  const { ledger } = openLedger();
  const { id } = await ledger.open({ ...gate, ...more }, ask, 'token-1');
  const result = await ledger.record(id, {
    kind: 'verified',
    provenance: verified,
    expiresAt: 10_000_000,
    ...(startedBy !== undefined && { startedBy }),
  });
  if (!result) throw new Error('gone');
  return result.approval;
}

const words = (approval: Approval) => JSON.stringify(renderCard(approval).blocks);
const decision: Decision = { verdict: 'approve', approver: 'U0A', level: 0, decidedAt: 1, basedOn: 'x' };

describe('the card', () => {
  it('has a button to withdraw where it is known who asked, with a question before', async () => {
    expect(words(await opened({}, 'U0REQUESTER'))).toContain('approval.withdraw');
    expect(words(await opened({}, 'U0REQUESTER'))).toContain('Withdraw this?');
    expect(words(await opened())).not.toContain('approval.withdraw');
  });

  it('keeps that button on a critical gate, which has no others', async () => {
    const card = words(await opened({ severity: 'critical' }, 'U0REQUESTER'));
    expect(card).toContain('approval.withdraw');
    expect(card).not.toContain('approval.approve');
  });

  it('names account and Region where there is more than one, open and closed', async () => {
    const where = 'prod · 111111111111 · eu-west-1';
    const open = await opened({
      fields: Object.fromEntries('abcdefghij'.split('').map((name) => [name, 'x'])),
    });
    const { blocks } = renderCard(open, { where });
    expect(JSON.stringify(blocks)).toContain(`*Account and Region*\\n${where}`);
    const facts = blocks.find((block) => 'fields' in block);
    expect(facts && 'fields' in facts && facts.fields.length).toBe(10);
    const closed = { ...open, status: 'cancelled', because: 'It ended.', closedAt: 5 } as Approval;
    expect(JSON.stringify(renderCard(closed, { where }).blocks)).toContain(`${where} · gate promotion`);
    expect(words(open)).not.toContain('Account and Region');
  });

  it('says who withdrew it, and what the workflow was told', async () => {
    const approval = {
      ...(await opened()),
      status: 'cancelled',
      because: 'The requester withdrew it.',
      withdrawn: { by: 'U0REQUESTER', decisionId: 'dec_1' },
      closedAt: 2,
      decisions: [{ ...decision, reason: 'fine' }],
      token: { kind: 'returned', at: 3, proof: 'answered' },
    } as Approval;
    expect(words(approval)).toContain('*Cancelled* by <@U0REQUESTER>');
    expect(words(approval)).toContain('its task failed');
    expect(words(approval)).not.toContain('fine');
  });

  it('names all who agreed, over all levels, and that the glass was broken', async () => {
    const approval = {
      ...(await opened()),
      status: 'approved',
      decisionId: 'dec_1',
      closedAt: 2,
      decisions: [decision, { ...decision, approver: 'U0B', level: 1, breakGlass: true }],
    } as Approval;
    expect(words(approval)).toContain('*Approved* by <@U0A> and <@U0B>');
    expect(words(approval)).toContain('breaking the glass');
  });

  it.each([
    [3_600_001, ''],
    [3_600_000, 'less than 1 h left'],
    [900_000, 'less than 15 min left'],
    [299_000, 'less than 5 min left'],
  ])('counts down in steps: with %s ms left it says "%s"', async (left, said) => {
    const card = JSON.stringify(renderCard(await opened(), { now: 10_000_000 - left }).blocks);
    if (said === '') expect(card).not.toContain(' left)');
    else expect(card).toContain(said);
  });

  it('says where nobody can decide any more, and takes its buttons away', async () => {
    const approval = await opened({}, 'U0REQUESTER');
    const card = words({ ...approval, today: { gone: true, need: [1] } });
    expect(card).toContain('Nobody can decide this any more');
    expect(card).not.toContain('approval.approve');
    expect(card).toContain('approval.withdraw');
  });

  it('says the larger quorum of both policies', async () => {
    const approval = await opened();
    expect(words({ ...approval, today: { gone: false, need: [3] } })).toContain('(3 of them)');
  });
});

describe('the modal of a severe gate', () => {
  const context = { approvalId: 'apr_1', verdict: 'approve' as const, channel: 'C1' };
  const modal = async (more: Partial<Gate>) =>
    JSON.stringify(decisionModal(await opened(more), context, { reason: 'none', breakGlass: false }));

  it('shows the facts once more', async () => {
    const fields = { Employee: '{{ $.employeeName }}' };
    expect(await modal({ severity: 'high', fields })).toContain('*Employee*\\nJane Doe');
    expect(await modal({ severity: 'normal', fields })).not.toContain('Employee');
  });
});
