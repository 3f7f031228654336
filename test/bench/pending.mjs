// Approvals that wait: what they weigh in the bot, and what a look for due work takes among them.
import { createLedger } from '../../dist/approvals/index.js';
import { createSealer, derivedId, digestOf, systemClock } from '../../dist/platform/index.js';
import { createMemoryStores } from '../../dist/stores/memory/index.js';
import { at, pause, round } from './bench-sandbox.mjs';
import { ofEachStore, openBench } from './bot.mjs';

const pending = Number(process.env.SIGNALBOX_BENCH_PENDING ?? 100_000);
const looks = 100;
/** As many as the bot looks for in a sweep. */
const sweepLimit = 200;
/** As many sockets as a client of DynamoDB opens at once. */
const together = 50;
/** Long enough for three of the rounds that come every ten seconds, s. */
const watchedSeconds = 35;
const idleSeconds = 12;

export const benchPending = () => ofEachStore(ofStore);

async function ofStore(kind) {
  const bench = await openBench(kind);
  try {
    const empty = await bench.start();
    const idleMb = await most(empty, idleSeconds);
    await empty.end('SIGTERM');
    await seed(bench);
    const full = await bench.start();
    const mostMb = await most(full, watchedSeconds);
    const lookMs = [];
    for (let n = 0; n < looks; n += 1) {
      const startedAt = performance.now();
      await bench.stores.approvals.due(Date.now(), sweepLimit);
      lookMs.push(performance.now() - startedAt);
    }
    const settledMb = full.residentMb();
    await full.end('SIGTERM');
    return {
      pending,
      ready_ms: Math.round(full.readyMs),
      resident_mb: {
        idle_most: Math.round(idleMb),
        most: Math.round(mostMb),
        settled: Math.round(settledMb),
      },
      mb_over_idle: Math.round(mostMb - idleMb),
      look_for_due_work_ms: { looks, p50: round(at(lookMs, 0.5)), p99: round(at(lookMs, 0.99)) },
    };
  } finally {
    await bench.stop();
  }
}

async function most(bot, seconds) {
  let mb = 0;
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await pause(100))
    mb = Math.max(mb, bot.residentMb());
  return mb;
}

/** The same record many times, with an id of its own each: shown, and waiting for people. */
async function seed({ stores, gate, tokenKeys }) {
  const clock = systemClock();
  const ledger = createLedger({
    store: createMemoryStores().approvals,
    sealer: createSealer(tokenKeys),
    clock,
  });
  const ask = { form: 'queue', input: { number: 1 }, askedAt: clock.now() };
  const { id } = await ledger.open(gate, ask, 'token');
  await ledger.record(id, { kind: 'unproven', because: 'it was made for a measurement' });
  const revision = (await ledger.get(id)).revision;
  const ref = { channel: 'C0RELEASES', ts: '1.0' };
  await ledger.record(id, { kind: 'card-shown', revision, ref, digest: 'd', adopted: false });
  const template = await ledger.get(id);
  for (let from = 0; from < pending; from += together) {
    const writes = Array.from({ length: Math.min(together, pending - from) }, (_, n) => {
      const tokenDigest = digestOf(`token-${from + n}`);
      const approval = {
        ...template,
        id: derivedId('apr', tokenDigest),
        tokenDigest,
        ask: { ...ask, askedAt: ask.askedAt + from + n },
      };
      return stores.approvals.insert({ approval, entries: [] });
    });
    await Promise.all(writes);
  }
}
