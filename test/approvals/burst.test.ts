import { describe, expect, it } from '@jest/globals';
import { afterAsk, type Burst } from '../../src/approvals/burst.ts';
import { nextLookAt } from '../../src/approvals/after-look.ts';
import type { Approval } from '../../src/approvals/index.ts';
import { batched } from '../contracts/batch-store.ts';
import { asked, monday } from '../contracts/records.ts';

/** What becomes of asks at these seconds: `own` card, or `shared`. */
function asksAt(...seconds: readonly number[]): readonly string[] {
  let burst: Burst | undefined;
  return seconds.map((second) => {
    burst = afterAsk(burst, second * 1_000);
    return burst.since === undefined ? 'own' : 'shared';
  });
}

describe('asks at one gate', () => {
  it('have a card each while few come', () => {
    expect(asksAt(0, 1, 2, 3, 4, 20, 21)).toEqual(['own', 'own', 'own', 'own', 'own', 'own', 'own']);
  });
  it('share one from the sixth on that comes within ten seconds', () => {
    expect(asksAt(0, 0, 0, 0, 0, 9, 9)).toEqual(['own', 'own', 'own', 'own', 'own', 'shared', 'shared']);
  });
  it('share it as long as no minute is quiet, and have their own again afterwards', () => {
    expect(asksAt(0, 0, 0, 0, 0, 0, 60, 120, 181).slice(5)).toEqual(['shared', 'shared', 'shared', 'own']);
  });
});

describe('the card of a batch', () => {
  const shownAt = (at: number) => batched('one', { card: { shownAt: at } });
  const open = async () => [(await asked('token-1')).approval];

  it('is looked at every few seconds while things change, and rarely while people think', async () => {
    const members = await open();
    expect(nextLookAt(shownAt(monday), members, monday)).toBe(monday + 3_000);
    expect(nextLookAt(shownAt(monday), members, monday + 6_000)).toBe(monday + 18_000);
    expect(nextLookAt(shownAt(monday), members, monday + 600_000)).toBe(monday + 630_000);
  });

  it('is left alone when everything is settled, the workflow told', async () => {
    const [approval] = await open();
    const approved = { ...approval, status: 'approved' } as Approval;
    expect(nextLookAt(shownAt(monday), [approved], monday)).toBeDefined();
    const returned = { ...approved, token: { kind: 'returned', at: monday, proof: 'answered' } } as Approval;
    expect(nextLookAt(shownAt(monday), [returned], monday)).toBeUndefined();
  });

  it('waits a while for the ask that it was made for', () => {
    expect(nextLookAt(batched('one'), [], monday + 1_000)).toBe(monday + 31_000);
    expect(nextLookAt(batched('one'), [], monday + 600_000)).toBeUndefined();
  });
});
