import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  brokenLink,
  createApprovals,
  createBatches,
  createLedger,
  type Approval,
  type AuditEntry,
  type Gate,
} from '../../src/approvals/index.ts';
import { approvalWork, type TokenAnswer } from '../../src/delivery/index.ts';
import { createSealer, createShiftableClock, silentLogger } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { ask, gate, verified } from './record.ts';

const timeoutSeconds = 3_600;
const level = (name: string, any: readonly string[], need: number) => ({ name, any, need, repeat: false });
const twoLevels: Gate = {
  ...gate,
  levels: [level('first', ['U0A', 'U0B', 'U0C'], 2), level('second', ['U0C', 'U0D'], 1)],
  reason: { approve: 'none', reject: 'none' },
  remind: { afterSeconds: 60, doubling: true, atMost: 3 },
  escalate: [{ afterSeconds: 600, to: 'U0E' }],
};

/** Step Functions' side of one task: it takes one answer, whatever comes back to whoever gave it. */
class Task {
  state: 'waiting' | 'answered' | 'timed-out' | 'aborted' = 'waiting';
  readonly taken: string[] = [];
  /** What becomes of the next answers: lost on the way here, or on the way back. */
  readonly trouble: ('lost-here' | 'lost-back')[] = [];

  answer(text: string): Promise<TokenAnswer> {
    const trouble = this.trouble.shift();
    if (trouble === 'lost-here') return Promise.resolve({ kind: 'passing', because: 'throttled' });
    if (this.state !== 'waiting') return Promise.resolve({ kind: 'closed', code: 'TaskTimedOut' });
    this.state = 'answered';
    this.taken.push(text);
    if (trouble === 'lost-back') return Promise.resolve({ kind: 'passing', because: 'no answer' });
    return Promise.resolve({ kind: 'done' });
  }
}

/** One approval, its task, and everything that works on both; `crash` begins anew over the same store. */
async function house() {
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const { approvals: store, batches: batchStore } = createMemoryStores();
  const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
  const task = new Task();
  const begin = () => {
    const ledger = createLedger({ store, sealer, clock });
    const common = { clock, log: silentLogger() };
    const approvals = createApprovals({
      ...common,
      ledger,
      gate: () => twoLevels,
      directory: {
        person: (id) => Promise.resolve({ id, name: id, standing: 'member' }),
        members: () => Promise.resolve(new Set()),
      },
      wake: () => undefined,
    });
    const work = approvalWork({
      ...common,
      records: ledger,
      batches: createBatches({ store: batchStore, clock, wake: () => undefined }),
      callbacks: {
        succeed: (_token, output) => task.answer(`success ${output}`),
        fail: (_token, error, cause) => task.answer(`failure ${error} ${cause}`),
        heartbeat: () => Promise.resolve({ kind: 'done' }),
      },
      prover: {
        locate: () =>
          Promise.resolve({
            kind: 'found',
            provenance: verified,
            timeoutSeconds,
            startedAt: 1_000,
            overBefore: [],
          }),
        taskOver: () => Promise.resolve(task.state !== 'waiting'),
        answeredByUs: (_provenance, sent) => {
          const text =
            sent.kind === 'success' ? `success ${sent.output}` : `failure ${sent.error} ${sent.cause}`;
          return Promise.resolve(task.taken.includes(text));
        },
      },
      cards: {
        show: () =>
          Promise.resolve({ kind: 'shown', ref: { channel: 'C1', ts: '1.0' }, digest: 'd', adopted: false }),
      },
      announcer: { tell: () => Promise.resolve({ kind: 'told' }) },
      deadLetters: { put: () => Promise.resolve() },
      startedBy: () => Promise.resolve('U0R'),
    });
    return { ledger, approvals, work };
  };
  let running = begin();
  const { id } = await running.ledger.open(twoLevels, ask, 'token-1');
  const sweep = async () => {
    let more = true;
    for (let turn = 0; more && turn < 50; turn += 1) more = await running.work.step(id);
  };
  const advance = async (seconds: number) => {
    await clock.advance(seconds * 1_000);
    if (task.state === 'waiting' && clock.now() >= 1_000 + timeoutSeconds * 1_000) task.state = 'timed-out';
  };
  return {
    task,
    sweep,
    advance,
    async approval(): Promise<Approval> {
      const found = await running.ledger.get(id);
      if (!found) throw new Error('gone');
      return found;
    },
    async lines() {
      const found: AuditEntry[] = [];
      for await (const line of store.audit(id)) found.push(line);
      return found;
    },
    async press(who: string, verdict: 'approve' | 'reject') {
      await running.approvals.press({ approvalId: id, who, verdict, via: 'slack' });
    },
    async withdraw(who: string) {
      await running.approvals.withdraw({ approvalId: id, who, via: 'slack' });
    },
    async abort() {
      if (task.state === 'waiting') task.state = 'aborted';
      if (task.state === 'aborted')
        await running.ledger.record(id, { kind: 'execution-ended', status: 'ABORTED' });
    },
    askAgain: () => running.ledger.open(twoLevels, ask, 'token-1'),
    crash() {
      running = begin();
    },
  };
}

type House = Awaited<ReturnType<typeof house>>;
type Step = readonly [name: string, run: (house: House) => unknown];

const who = fc.constantFrom('U0A', 'U0B', 'U0C', 'U0D', 'U0E', 'U0R', 'U0X');
const verdict = fc.constantFrom(
  'approve' as const,
  'approve' as const,
  'approve' as const,
  'reject' as const,
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(who, verdict).map(([by, say]): Step => [`${by} ${say}`, (at) => at.press(by, say)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(who, verdict), { minLength: 2, maxLength: 4 })
      .map((all): Step => [
        `at once ${all.join(' ')}`,
        (at) => Promise.all(all.map(([by, say]) => at.press(by, say))),
      ]),
  },
  { weight: 1, arbitrary: who.map((by): Step => [`${by} withdraw`, (at) => at.withdraw(by)]) },
  { weight: 4, arbitrary: fc.constant<Step>(['sweep', (at) => at.sweep()]) },
  { weight: 2, arbitrary: fc.constant<Step>(['two sweeps', (at) => Promise.all([at.sweep(), at.sweep()])]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1, 90, 700, 3_000).map((s): Step => [`${String(s)} s`, (at) => at.advance(s)]),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('lost-here' as const, 'lost-back' as const)
      .map((what): Step => [what, (at) => at.task.trouble.push(what)]),
  },
  { weight: 1, arbitrary: fc.constant<Step>(['abort', (at) => at.abort()]) },
  { weight: 1, arbitrary: fc.constant<Step>(['asked twice', (at) => at.askAgain()]) },
  {
    weight: 2,
    arbitrary: fc.constant<Step>([
      'crash',
      (at) => {
        at.crash();
      },
    ]),
  },
);

/** Decisions at a level whose quorum had been reached before: they were about something else. */
function tooMany(lines: readonly AuditEntry[]): readonly AuditEntry[] {
  const agreed = twoLevels.levels.map(() => new Set<string>());
  return lines.filter(({ what, who: by = '', detail }) => {
    const index = Number(detail['level']);
    const people = agreed[index];
    if (what !== 'decided' || !people) return false;
    const over = people.size >= (twoLevels.levels[index]?.need ?? 1);
    people.add(by);
    return over;
  });
}

/** What must hold at every moment. */
async function check(at: House, before: Approval): Promise<void> {
  const now = await at.approval();
  expect(at.task.taken.length).toBeLessThanOrEqual(1);
  expect(brokenLink(await at.lines())).toBeUndefined();
  if (before.status !== 'pending') {
    expect(now.status).toBe(before.status);
    expect(now.decisions).toEqual(before.decisions);
  }
  expect(tooMany(await at.lines())).toEqual([]);
  if (now.status === 'approved') {
    const people = (index: number) =>
      new Set(now.decisions.filter((one) => one.level === index).map(({ approver }) => approver));
    expect(people(0).size).toBeGreaterThanOrEqual(2);
    expect(people(1).size).toBeGreaterThanOrEqual(1);
    expect([...people(1)].some((one) => people(0).has(one))).toBe(false);
  }
}

/** What must hold once everything that was due is done. */
async function checkEnd(at: House): Promise<void> {
  const now = await at.approval();
  const [taken] = at.task.taken;
  expect(now.status).not.toBe('pending');
  expect(now.token.kind === 'returned').toBe(taken !== undefined);
  expect(now.token.kind).not.toBe('waiting');
  if (taken?.startsWith('success') === true) expect(now.status).toBe('approved');
  if (taken?.startsWith('failure Rejected') === true) expect(now.status).toBe('rejected');
  if (taken?.startsWith('failure Cancelled') === true)
    expect(now).toMatchObject({ withdrawn: { by: 'U0R' } });
  expect((await at.lines()).filter(({ what }) => what === 'token-returned').length).toBeLessThanOrEqual(1);
}

const numRuns = Number(process.env['MODEL_RUNS'] ?? 300);
/** Room for the ten thousand runs of `npm run nightly`. */
const nightlyMs = 3_600_000;

describe('an approval, whatever happens to it', () => {
  it(
    'is decided once, gives its token back once at most, and leaves a whole audit',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
          const at = await house();
          await at.sweep();
          for (const [, run] of steps) {
            const before = await at.approval();
            await run(at);
            await check(at, before);
          }
          at.task.trouble.length = 0;
          for (let turn = 0; turn < 5; turn += 1) {
            await at.sweep();
            await at.advance(3_600);
          }
          await at.sweep();
          await checkEnd(at);
        }),
        { numRuns },
      );
    },
    nightlyMs,
  );
});
