import { describe, expect, it } from '@jest/globals';
import { createBatches, type Approval, type Telling } from '../../src/approvals/index.ts';
import type { TellOutcome } from '../../src/delivery/index.ts';
import { tell } from '../../src/delivery/tell.ts';
import { silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger } from '../approvals/record.ts';

const telling: Telling = { kind: 'level', key: 'level-1', level: 1 };
const ref = { channel: 'C1', ts: '1.0' };

async function outcomeOf(answer: TellOutcome, more: Partial<Approval> = {}) {
  const { ledger, clock, stores } = openLedger();
  const opened = await ledger.open(gate, ask, 'token-1');
  const approval = { ...opened, card: { ref }, tellings: [telling], ...more } as Approval;
  const said: string[] = [];
  const announcer = {
    tell: (_approval: Approval, { key }: Telling) => {
      said.push(key);
      return Promise.resolve(answer);
    },
  };
  const batches = createBatches({ store: stores.batches, clock, wake: () => undefined });
  return { said, happening: await tell(approval, { announcer, batches, clock, log: silentLogger() }) };
}

describe('what people are told beside the card', () => {
  it('is said once it is told', async () => {
    const { said, happening } = await outcomeOf({ kind: 'told' });
    expect(said).toEqual(['level-1']);
    expect(happening).toEqual({ kind: 'told', key: 'level-1' });
  });

  it('is given up, with why, where Slack refuses it', async () => {
    const { happening } = await outcomeOf({ kind: 'refused', because: 'no' });
    expect(happening).toEqual({ kind: 'told', key: 'level-1', because: 'no' });
  });

  it('waits as long as Slack asks to', async () => {
    const { happening } = await outcomeOf({ kind: 'passing', because: 'slow', retryAfterSeconds: 7 });
    expect(happening).toEqual({ kind: 'put-off', due: 'tell', until: 8_000 });
  });

  it('waits for the card that its thread hangs on', async () => {
    const { said, happening } = await outcomeOf({ kind: 'told' }, { card: {} });
    expect(said).toEqual([]);
    expect(happening).toMatchObject({ kind: 'put-off', due: 'tell' });
  });

  it('is given up after many tries', async () => {
    const { happening } = await outcomeOf(
      { kind: 'passing', because: 'slow' },
      { due: [{ kind: 'tell', at: 0, attempt: 50 }] },
    );
    expect(happening).toMatchObject({ kind: 'told', because: expect.stringContaining('too long') });
  });
});
