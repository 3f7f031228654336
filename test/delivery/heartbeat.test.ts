import { describe, expect, it } from '@jest/globals';
import type { TokenAnswer } from '../../src/delivery/index.ts';
import { heartbeat } from '../../src/delivery/heartbeat.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger, verified } from '../approvals/record.ts';

async function beat(answer: TokenAnswer) {
  const { ledger, clock } = openLedger();
  const { id } = await ledger.open(gate, ask, 'token-1');
  const proven = { kind: 'verified' as const, provenance: verified, expiresAt: null, heartbeatSeconds: 30 };
  const approval = (await ledger.record(id, proven))?.approval;
  if (!approval) throw new Error('gone');
  const sent: string[] = [];
  const never = () => Promise.reject(new Error('not asked for'));
  const callbacks = {
    succeed: never,
    fail: never,
    heartbeat: (token: string) => {
      sent.push(token);
      return Promise.resolve(answer);
    },
  };
  const happening = await heartbeat(approval, { records: ledger, callbacks, clock, log: silentLogger() });
  const after = (await ledger.record(id, happening))?.approval;
  return { approval, sent, happening, after };
}

describe('heartbeats while people think', () => {
  it('are sent at a third of what AWS waits for, again and again', async () => {
    const { approval, sent, after } = await beat({ kind: 'done' });
    expect(approval.due).toContainEqual({ kind: 'heartbeat', at: 11_000, attempt: 0 });
    expect(sent).toEqual(['token-1']);
    expect(after?.due).toContainEqual({ kind: 'heartbeat', at: 11_000, attempt: 0 });
  });

  it('close the card where the task is over', async () => {
    const { after } = await beat({ kind: 'closed', code: 'TaskTimedOut' });
    expect(after).toMatchObject({ status: 'cancelled', because: expect.stringContaining('stopped waiting') });
  });

  it.each([
    [{ kind: 'passing', because: 'slow' } as const, 2_000],
    [{ kind: 'denied', because: 'no' } as const, 61_000],
  ])('are tried again after %j', async (answer, atMost) => {
    const { after } = await beat(answer);
    const due = after?.due.find(({ kind }) => kind === 'heartbeat');
    expect(due?.attempt).toBe(1);
    expect(due?.at).toBeLessThanOrEqual(atMost);
    expect(after?.status).toBe('pending');
  });
});
