import { describe, expect, it } from '@jest/globals';
import { decideTogether } from '../../src/approvals/together.ts';
import type { Approval, PressOutcome } from '../../src/approvals/index.ts';
import { asked, monday } from '../contracts/records.ts';

const words = { who: 'U0APPROVER', verdict: 'approve' as const, via: 'slack' as const };

/** So many open approvals, asked one second after the other. */
const members = (howMany: number) =>
  Promise.all(
    Array.from({ length: howMany }, async (_, at) => {
      const { approval } = await asked(`token-${String(at)}`, monday + at * 1_000);
      return approval;
    }),
  );
const accepted = (approval: Approval): PressOutcome => ({ kind: 'accepted', approval });
const refused: PressOutcome = { kind: 'refused', code: 'not-an-approver', sentence: 'You may not.' };

describe('many decided at once', () => {
  it('are those that were asked when the person looked, and are still open', async () => {
    const [first, second, third, late] = await members(4);
    if (!first || !second || !third || !late) throw new Error('four');
    const closed = { ...second, status: 'approved' } as unknown as Approval;
    const tried: string[] = [];
    const outcome = await decideTogether(
      { askedUntil: monday + 2_000, words },
      [first, closed, third, late],
      async ({ approvalId, who }) => {
        tried.push(`${who} ${approvalId}`);
        return accepted(first);
      },
    );
    expect(tried).toEqual([`U0APPROVER ${first.id}`, `U0APPROVER ${third.id}`]);
    expect(outcome).toMatchObject({ decided: 2, closed: 0, notTried: 0 });
  });

  it('are counted by what came of each', async () => {
    const all = await members(3);
    const outcomes: PressOutcome[] = [
      accepted(all[0] as Approval),
      { kind: 'closed', approval: all[1] as Approval, sentence: 'Decided before.' },
      refused,
    ];
    const outcome = await decideTogether(
      { askedUntil: monday + 9_000, words },
      all,
      async () => outcomes.shift() ?? refused,
    );
    expect(outcome).toEqual({
      decided: 1,
      closed: 1,
      refused: new Map([['You may not.', 1]]),
      notTried: 0,
    });
  });

  it('are left alone after so many refusals that the audit would fill with nothing else', async () => {
    let tries = 0;
    const outcome = await decideTogether(
      { askedUntil: monday + 9_000_000, words },
      await members(200),
      async () => {
        tries += 1;
        return refused;
      },
    );
    expect(tries).toBeLessThan(40);
    expect(outcome.notTried).toBe(200 - tries);
  });
});
