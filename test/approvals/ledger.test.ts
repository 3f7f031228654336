import { describe, expect, it } from '@jest/globals';
import { brokenLink, type AuditEntry, type Decision } from '../../src/approvals/index.ts';
import { ask, gate, openLedger, verified } from './record.ts';

const approve: Decision = {
  verdict: 'approve',
  approver: 'U0APPROVER',
  level: 0,
  decidedAt: 2_000,
  basedOn: 'a rule',
};
const decided = (verdict: 'approve' | 'reject' = 'approve', decisionId = 'dec_1') => ({
  kind: 'decided' as const,
  decision: { ...approve, verdict },
  decisionId,
  need: 1,
});

describe('the record of an approval', () => {
  it('is one, however often the same token asks', async () => {
    const { ledger } = openLedger();
    const first = await ledger.open(gate, ask, 'token-1');
    const second = await ledger.open(gate, ask, 'token-1');
    expect(second.id).toBe(first.id);
    expect((await ledger.open(gate, ask, 'token-2')).id).not.toBe(first.id);
  });

  it('keeps the token encrypted, and out of the input', async () => {
    const { ledger } = openLedger();
    const approval = await ledger.open(gate, { ...ask, input: { copy: 'token-1' } }, 'token-1');
    expect(JSON.stringify(approval)).not.toContain('token-1');
    expect(ledger.token(approval)).toBe('token-1');
  });

  it('takes one of many decisions at the same moment', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ledger.record(id, decided(index % 2 === 0 ? 'approve' : 'reject', `dec_${String(index)}`)),
      ),
    );
    expect(results.filter((result) => result?.changed)).toHaveLength(1);
    expect((await ledger.get(id))?.decisions).toHaveLength(1);
  });

  it('makes the token and the card due when somebody decides, and the deadline no longer', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    await ledger.record(id, { kind: 'verified', provenance: verified, expiresAt: 5_000 });
    const result = await ledger.record(id, decided());
    expect(result?.approval).toMatchObject({ status: 'approved', decisionId: 'dec_1' });
    expect(result?.approval.due.map(({ kind }) => kind).sort()).toEqual(['return', 'show']);
  });

  it.each([
    ['TIMED_OUT', 'expired'],
    ['ABORTED', 'cancelled'],
    ['SUCCEEDED', 'cancelled'],
    ['FAILED', 'cancelled'],
  ])('closes when its execution ended as %s: %s', async (status, closed) => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    const result = await ledger.record(id, { kind: 'execution-ended', status });
    expect(result?.approval.status).toBe(closed);
    expect(result?.approval.token.kind).toBe('too-late');
  });

  it('does not change a decision by anything that comes later', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    await ledger.record(id, decided());
    for (const late of [
      decided('reject', 'dec_2'),
      { kind: 'deadline-passed' as const },
      { kind: 'execution-ended' as const, status: 'ABORTED' },
    ]) {
      expect((await ledger.record(id, late))?.changed).toBe(false);
    }
    expect((await ledger.get(id))?.status).toBe('approved');
  });

  it('stays due to be shown where it changed while its card was being shown', async () => {
    const { ledger } = openLedger();
    const opened = await ledger.open(gate, ask, 'token-1');
    await ledger.record(opened.id, decided());
    const shown = await ledger.record(opened.id, {
      kind: 'card-shown',
      revision: opened.revision,
      ref: { channel: 'C1', ts: '1.0' },
      digest: 'old',
      adopted: false,
    });
    expect(shown?.approval.due.map(({ kind }) => kind)).toContain('show');
  });

  it('writes an audit whose lines are chained, and notices a changed one', async () => {
    const { ledger, stores } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    await ledger.record(id, { kind: 'refused', who: 'U0GUEST', code: 'not-a-member' });
    await ledger.record(id, decided());
    await ledger.record(id, { kind: 'token-returned', proof: 'answered' });
    const lines: AuditEntry[] = [];
    for await (const line of stores.approvals.audit(id)) lines.push(line);
    expect(lines.map(({ what }) => what)).toEqual(['asked', 'refused', 'decided', 'token-returned']);
    expect(brokenLink(lines)).toBeUndefined();
    const forged = lines.map((line) => (line.what === 'decided' ? { ...line, who: 'U0GUEST' } : line));
    expect(brokenLink(forged)?.what).toBe('decided');
  });

  it('answers with the gate’s output, or by default with who decided and the decision’s id', async () => {
    const { ledger } = openLedger();
    const own = await ledger.open(
      { ...gate, output: { approve: 'Approve link was clicked.' } },
      ask,
      'token-1',
    );
    const approved = (await ledger.record(own.id, decided()))?.approval;
    if (approved?.status !== 'approved') throw new Error('not approved');
    expect(ledger.answer(approved)).toMatchObject({ kind: 'success', output: '"Approve link was clicked."' });
    const plain = await ledger.open(gate, ask, 'token-2');
    const rejected = (await ledger.record(plain.id, decided('reject')))?.approval;
    if (rejected?.status !== 'rejected') throw new Error('not rejected');
    expect(ledger.answer(rejected)).toMatchObject({
      kind: 'failure',
      error: 'Rejected',
      cause: expect.stringContaining('dec_1'),
    });
  });

  describe('of an ask that came by message', () => {
    const claimed = { executionArn: verified.executionArn, stateName: 'ManualApproval' };
    const sent = { ...ask, form: 'queue' as const, claimed, queueUrl: 'http://127.0.0.1/0/signalbox' };
    const body = '{"schema":"signalbox/ask/1","token":"token-1"}';

    it('keeps the message, encrypted, until its execution is proven', async () => {
      const { ledger } = openLedger();
      const approval = await ledger.open(gate, sent, 'token-1', { original: body });
      expect(JSON.stringify(approval)).not.toContain('token-1');
      expect(ledger.original(approval)).toBe(body);
      const proven = await ledger.record(approval.id, {
        kind: 'verified',
        provenance: verified,
        expiresAt: null,
      });
      expect(proven && ledger.original(proven.approval)).toBeUndefined();
    });

    it('closes and goes to the dead-letter queue where its execution does not exist', async () => {
      const { ledger } = openLedger();
      const { id } = await ledger.open(gate, sent, 'token-1', { original: body });
      const because = 'There is no execution x.';
      const closed = await ledger.record(id, { kind: 'execution-unknown', because });
      expect(closed?.approval).toMatchObject({ status: 'cancelled', because });
      expect(closed?.approval.due.map(({ kind }) => kind).sort()).toEqual(['reject', 'show']);
      expect(closed && ledger.original(closed.approval)).toBe(body);
      const gone = await ledger.record(id, { kind: 'ask-rejected' });
      expect(gone && ledger.original(gone.approval)).toBeUndefined();
      expect(gone?.approval.due.map(({ kind }) => kind)).toEqual(['show']);
    });

    it('is found by the execution that it claims, before that is proven', async () => {
      const { ledger } = openLedger();
      const { id } = await ledger.open(gate, sent, 'token-1', { original: body });
      expect((await ledger.ofExecution(claimed.executionArn)).map((one) => one.id)).toEqual([id]);
    });
  });

  it('is cancelled, and says by what it was followed, when its state asks again', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    const again = { kind: 'asked-again' as const, by: 'apr_2', card: { channel: 'C', ts: '1.2' } };
    const result = await ledger.record(id, again);
    expect(result?.approval).toMatchObject({
      status: 'cancelled',
      because: 'The workflow asked again.',
      askedAgain: { id: 'apr_2', card: { ts: '1.2' } },
    });
    expect((await ledger.record(id, again))?.changed).toBe(false);
  });

  it('keeps its decision, and only points on, when its state asks again afterwards', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    await ledger.record(id, decided());
    const result = await ledger.record(id, { kind: 'asked-again', by: 'apr_2' });
    expect(result?.approval).toMatchObject({ status: 'approved', askedAgain: { id: 'apr_2' } });
  });

  it('closes when its task is over while the execution goes on', async () => {
    const { ledger } = openLedger();
    const { id } = await ledger.open(gate, ask, 'token-1');
    const result = await ledger.record(id, { kind: 'task-over', because: 'It went on.' });
    expect(result?.approval).toMatchObject({ status: 'cancelled', because: 'It went on.' });
  });
});
