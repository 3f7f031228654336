import { describe, expect, it } from '@jest/globals';
import { after, type Approval, type Happening, type Verdict } from '../../src/approvals/index.ts';
import { aftermath, tokenInWords } from '../../src/cli/aftermath.ts';
import { ask, gate, openLedger, verified } from '../approvals/record.ts';

async function decided(verdict: Verdict, change: Partial<typeof gate> = {}): Promise<Approval> {
  const { ledger, stores } = openLedger();
  const { id } = await ledger.open({ ...gate, ...change }, ask, 'token-1');
  await ledger.record(id, { kind: 'verified', provenance: verified, expiresAt: null });
  const decision = {
    verdict,
    approver: 'U0A',
    level: 0,
    decidedAt: 1_000,
    basedOn: 'U0A of level "manager"',
  };
  const need = change.levels?.[0].need ?? 1;
  await ledger.record(id, { kind: 'decided', decisionId: 'dec_1', need, decision });
  const approval = await ledger.get(id);
  stores.close();
  if (!approval) throw new Error('no record');
  return approval;
}

const then = (approval: Approval, happening: Happening) =>
  after(approval, happening, 2_000)?.approval ?? approval;
const returned = { kind: 'token-returned', proof: 'answered' } as const;

describe('what became of a decision', () => {
  it.each([
    ['approve', {}, 'goes on.'],
    ['reject', {}, 'its task failed'],
    ['reject', { onReject: 'return' as const }, 'goes on with the rejection'],
  ] as const)('is said for a token that was returned: %s %j', async (verdict, change, words) => {
    expect(tokenInWords(then(await decided(verdict, change), returned))).toContain(words);
  });

  it('is said for a token that came too late, or could not be used', async () => {
    const approval = await decided('approve');
    const late = then(approval, { kind: 'token-too-late', because: 'the task timed out' });
    expect(tokenInWords(late)).toBe('It came too late for the workflow: the task timed out');
    const failed = then(approval, { kind: 'token-failed', because: 'no key opens it' });
    expect(tokenInWords(failed)).toBe('The workflow could not be told: no key opens it');
  });

  it('tells a bot that AWS does not answer from no bot at all', async () => {
    const approval = await decided('approve');
    expect(tokenInWords(approval)).toContain('No bot took this up');
    const tried = then(approval, { kind: 'put-off', due: 'return', until: 9_000 });
    expect(tokenInWords(tried)).toContain('the bot tries again');
  });

  it('waits until the running bot has told the workflow', async () => {
    const approval = await decided('approve');
    const looks = [approval, then(approval, returned)];
    expect(await aftermath(approval, { get: () => Promise.resolve(looks.shift()) })).toContain('goes on.');
    expect(looks).toEqual([]);
  });

  it('is that more must agree, where one is not enough', async () => {
    const two = { ...gate.levels[0], need: 2 };
    const approval = await decided('approve', { levels: [two] });
    expect(await aftermath(approval, { get: () => Promise.resolve(undefined) })).toBe(
      'It is still open: 1 agreed so far, and more must.',
    );
  });

  it('is that the next level is asked, where there is one', async () => {
    const next = { ...gate.levels[0], name: 'directors' };
    const approval = await decided('approve', { levels: [gate.levels[0], next] });
    expect(await aftermath(approval, { get: () => Promise.resolve(undefined) })).toBe(
      'It is still open: level "directors" is asked now.',
    );
  });
});
