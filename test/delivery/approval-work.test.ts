import { describe, expect, it } from '@jest/globals';
import { createLedger, type Approval } from '../../src/approvals/index.ts';
import { approvalWork, type ShowOutcome } from '../../src/delivery/index.ts';
import { createSealer, silentLogger } from '../../src/platform/index.ts';
import { ask, gate, openLedger, verified } from '../approvals/record.ts';

const ref = { channel: 'C1', ts: '1.0' };
const never = () => Promise.reject(new Error('not asked for in this test'));

/** Two processes over one store; Slack answers a show when the test says so. */
function replicas() {
  const { stores, clock } = openLedger();
  const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
  const shows: {
    by: string;
    mayBePosted: boolean;
    revision: number;
    answer: (outcome: ShowOutcome) => void;
  }[] = [];
  const process = (by: string) => {
    const records = createLedger({ store: stores.approvals, sealer, clock });
    const work = approvalWork({
      records,
      cards: {
        show: ({ revision }: Approval, { mayBePosted }) =>
          new Promise((answer) => shows.push({ by, mayBePosted, revision, answer })),
      },
      callbacks: { succeed: never, fail: never, heartbeat: never },
      prover: {
        locate: () =>
          Promise.resolve({
            kind: 'found',
            provenance: verified,
            timeoutSeconds: null,
            startedAt: 1_000,
            overBefore: [],
          }),
        taskOver: never,
        answeredByUs: never,
      },
      announcer: { tell: never },
      batches: { get: never, told: never },
      deadLetters: { put: never },
      startedBy: () => Promise.resolve(undefined),
      clock,
      log: silentLogger(),
    });
    return { records, step: (id: string) => work.step(id) };
  };
  const asked = async (howMany: number) => {
    while (shows.length < howMany) await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, first: process('first'), second: process('second'), shows, clock };
}

const shown: ShowOutcome = { kind: 'shown', ref, digest: 'd1', adopted: false };

describe('two processes that look after the same record', () => {
  it('post its card once: what one has in hand the other leaves alone', async () => {
    const { asked, first, second, shows } = replicas();
    const { id } = await first.records.open(gate, ask, 'token-1');
    const posting = first.step(id);
    await asked(1);
    // The second proves the ask meanwhile, which makes the card due anew; and posts none of its own.
    expect(await second.step(id)).toBe(true);
    expect(await second.step(id)).toBe(false);
    expect(shows.map(({ by }) => by)).toEqual(['first']);
    shows[0]?.answer(shown);
    await posting;
    const approval = await first.records.get(id);
    expect(approval?.card.ref).toEqual(ref);
    expect(approval?.due.map(({ kind }) => kind)).toContain('show');
  });

  it('look for the card of one that died while it posted, when it must be dead', async () => {
    const { asked, first, second, shows, clock } = replicas();
    const { id } = await first.records.open(gate, ask, 'token-1');
    void first.step(id);
    await asked(1);
    expect(shows.map(({ mayBePosted }) => mayBePosted)).toEqual([false]);
    await second.step(id);
    await clock.advance(30_000);
    // Even who opened the record, and never tried itself, cannot know that nobody did.
    void first.step(id);
    await asked(2);
    expect(shows.map(({ mayBePosted }) => mayBePosted)).toEqual([false, true]);
  });

  it('try again at once what was put off, without waiting for the other to be dead', async () => {
    const { asked, first, second, shows, clock } = replicas();
    const { id } = await first.records.open(gate, ask, 'token-1');
    const posting = first.step(id);
    await asked(1);
    shows[0]?.answer({ kind: 'passing', because: 'slow', retryAfterSeconds: 1 });
    await posting;
    await clock.advance(1_000);
    void second.step(id);
    await asked(2);
    expect(shows.map(({ by }) => by)).toEqual(['first', 'second']);
  });

  it('leave the mark of another alone when their own ran out while Slack was slow', async () => {
    const { asked, first, second, shows, clock } = replicas();
    const { id } = await first.records.open(gate, ask, 'token-1');
    const slow = first.step(id);
    await asked(1);
    await clock.advance(30_000);
    void second.step(id);
    await asked(2);
    shows[0]?.answer({ kind: 'passing', because: 'slow', retryAfterSeconds: 1 });
    await slow;
    await clock.advance(2_000);
    await first.step(id);
    expect(shows.map(({ by }) => by)).toEqual(['first', 'second']);
  });

  it('draw a card again that both drew at once: the older picture may have come last', async () => {
    const { asked, first, second, shows } = replicas();
    const { id } = await first.records.open(gate, ask, 'token-1');
    await first.records.record(id, { kind: 'card-shown', revision: 1, ref, digest: 'd0', adopted: false });
    await first.records.record(id, { kind: 'policy-changed', today: { gone: true, need: [1] } });
    const older = first.step(id);
    await asked(1);
    await second.records.record(id, { kind: 'policy-changed', today: { gone: false, need: [1] } });
    const newer = second.step(id);
    await asked(2);
    shows[1]?.answer({ ...shown, digest: 'new' });
    await newer;
    shows[0]?.answer({ ...shown, digest: 'old' });
    await older;
    const approval = await first.records.get(id);
    expect(approval?.card.digest).toBe('old');
    expect(approval?.due.map(({ kind }) => kind)).toContain('show');
  });
});
