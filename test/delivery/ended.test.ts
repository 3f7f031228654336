import { describe, expect, it } from '@jest/globals';
import { createEndings } from '../../src/delivery/index.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger, verified } from '../approvals/record.ts';

const never = () => Promise.reject(new Error('not asked for in this test'));

/** Open approvals of as many executions, none of which is in the list of what runs. */
async function openApprovals(howMany: number) {
  const { ledger, clock } = openLedger();
  const lookedUp: string[] = [];
  for (let n = 0; n < howMany; n += 1) {
    const { id } = await ledger.open(gate, ask, `token-${String(n)}`);
    const provenance = { ...verified, executionArn: `${verified.executionArn}-${String(n)}` };
    await ledger.record(id, { kind: 'verified', provenance, expiresAt: null });
  }
  const endings = createEndings({
    records: ledger,
    statusOf: (executionArn) => {
      lookedUp.push(executionArn);
      return Promise.resolve('RUNNING');
    },
    prover: { locate: never, taskOver: () => Promise.resolve(false), answeredByUs: never },
    wake: () => undefined,
    clock,
    log: silentLogger(),
  });
  const round = async () => {
    await clock.advance(10_000);
    await endings.sweep(() => Promise.resolve(new Set()));
  };
  return { round, lookedUp };
}

describe('executions that are not in the list of what runs', () => {
  it('are looked up a few a round, and each in its turn', async () => {
    const { round, lookedUp } = await openApprovals(120);
    await round();
    expect(lookedUp).toHaveLength(50);
    await round();
    await round();
    expect(new Set(lookedUp).size).toBe(120);
  });

  it('are looked for page by page where many are open', async () => {
    const { round, lookedUp } = await openApprovals(1_010);
    await round();
    const first = new Set(lookedUp);
    await round();
    expect(lookedUp.filter((arn) => !first.has(arn))).toHaveLength(10);
  });
});
