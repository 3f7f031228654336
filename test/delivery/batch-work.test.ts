import { describe, expect, it } from '@jest/globals';
import { createBatches, createLedger, type Batch } from '../../src/approvals/index.ts';
import { batchWork, type ShowOutcome } from '../../src/delivery/index.ts';
import { createSealer, silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger } from '../approvals/record.ts';

const nothing = () => undefined;
const shown: ShowOutcome = {
  kind: 'shown',
  ref: { channel: 'C1', ts: '1.0' },
  digest: 'd1',
  adopted: false,
};

/** Two processes over one store with the record of one burst; Slack answers a show when the test says so. */
async function replicas() {
  const { stores, clock } = openLedger();
  const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
  const ledger = createLedger({ store: stores.approvals, sealer, clock });
  const batches = createBatches({ store: stores.batches, clock, wake: nothing });
  const shows: { by: string; answer: (outcome: ShowOutcome) => void }[] = [];
  const process = (by: string) =>
    batchWork({
      batches: { ...batches, ofBatch: (id) => ledger.ofBatch(id) },
      cards: { show: () => new Promise((answer) => shows.push({ by, answer })) },
      clock,
      log: silentLogger(),
    });
  let batch: string | undefined;
  while (batch === undefined) batch = await batches.join(gate);
  await ledger.open(gate, ask, 'token-1', { batch });
  const asked = async (howMany: number) => {
    while (shows.length < howMany) await new Promise((resolve) => setImmediate(resolve));
  };
  const record = async (): Promise<Batch | undefined> => batches.get(batch);
  return { asked, first: process('first'), second: process('second'), shows, clock, id: batch, record };
}

describe('two processes that look after the same burst', () => {
  it('post its digest card once: what one has in hand the other leaves alone', async () => {
    const { asked, first, second, shows, id, record } = await replicas();
    const posting = first.step(id);
    await asked(1);
    expect(await second.step(id)).toBe(false);
    shows[0]?.answer(shown);
    await posting;
    expect(shows.map(({ by }) => by)).toEqual(['first']);
    expect(await record()).toMatchObject({ card: { ref: { ts: '1.0' } } });
    expect(await record()).not.toHaveProperty('inHandUntil');
  });

  it('take over from one that died while it posted, and then heed what only the living says', async () => {
    const { asked, first, second, shows, clock, id, record } = await replicas();
    const slow = first.step(id);
    await asked(1);
    await clock.advance(30_000);
    const later = second.step(id);
    await asked(2);
    shows[0]?.answer({ kind: 'passing', because: 'slow' });
    await slow;
    expect(await record()).toHaveProperty('inHandUntil');
    shows[1]?.answer(shown);
    await later;
    expect(shows.map(({ by }) => by)).toEqual(['first', 'second']);
    expect(await record()).not.toHaveProperty('inHandUntil');
  });
});
