import { describe, expect, it } from '@jest/globals';
import { countedApprovals } from '../../src/app/counted-approvals.ts';
import { open } from '../approvals/opened.ts';

/** An open approval behind counted presses, and what was counted. */
async function counting() {
  const { approvals, approval, clock } = await open({});
  const counted: string[] = [];
  const behind = countedApprovals(approvals, {
    decided: (verdict, seconds) => counted.push(`${verdict} after ${String(seconds)} s`),
    refused: (code) => counted.push(`refused: ${code}`),
  });
  const press = (who: string) =>
    behind.press({ approvalId: approval.id, who, verdict: 'approve', via: 'slack' });
  return { press, counted, clock };
}

describe('counted approvals', () => {
  it('count a press that closes, with the time since the ask', async () => {
    const { press, counted, clock } = await counting();
    await clock.advance(9_000);
    expect(await press('U0APPROVER')).toMatchObject({ kind: 'accepted' });
    expect(counted).toEqual(['approved after 9 s']);
  });

  it('count a refused press by why', async () => {
    const { press, counted } = await counting();
    expect(await press('U0OUTSIDE')).toMatchObject({ kind: 'refused' });
    expect(counted).toEqual(['refused: not-an-approver']);
  });

  it('count nothing for who comes too late', async () => {
    const { press, counted } = await counting();
    await press('U0APPROVER');
    expect(await press('U0SECOND')).toMatchObject({ kind: 'closed' });
    expect(counted).toHaveLength(1);
  });
});
