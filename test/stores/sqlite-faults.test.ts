import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { createLedger } from '../../src/approvals/index.ts';
import { createSealer, createShiftableClock } from '../../src/platform/index.ts';
import { createSqliteApprovalStore } from '../../src/stores/sqlite/approval-store.ts';
import { openDatabase, type Database } from '../../src/stores/sqlite/database.ts';
import { DatabaseUnusable, openSqliteStores } from '../../src/stores/sqlite/index.ts';
import { aborted, asked, monday, pressedInVain } from '../contracts/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-faults-'));
let files = 0;
const fresh = () => {
  const path = join(folder, String(files++));
  mkdirSync(path);
  return join(path, 'signalbox.db');
};
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A database with one approval in it, and that approval. */
async function withOne(path: string) {
  const database = openDatabase(path);
  const store = createSqliteApprovalStore(database);
  const change = await asked('token-1');
  await store.insert(change);
  return { database, store, approval: change.approval };
}

/** What is said of a piece of work that meets the trouble. */
async function saidOf(work: () => Promise<unknown>): Promise<DatabaseUnusable> {
  const error: unknown = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DatabaseUnusable) return error;
  throw new Error('nothing was said of it', { cause: error });
}

/** Writes a text over the bytes of a file. */
function overwrite(path: string, at: number, text: string): void {
  const bytes = readFileSync(path);
  bytes.write(text, at);
  writeFileSync(path, bytes);
}

function fill(database: Database): void {
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {};
  database.prepare(`PRAGMA max_page_count = ${String(pages)}`).get();
}

/** Counts how often a timer of this process gets its turn. */
function turnsOfTheLoop() {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 10);
  return {
    stop() {
      clearInterval(timer);
      return turns;
    },
  };
}

/** A closed database of some pages, all of it in the one file. */
async function closedOne() {
  const path = fresh();
  const { database, store, approval } = await withOne(path);
  for (let n = 2; n < 12; n += 1) await store.insert(await asked(`token-${String(n)}`));
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
  return { path, approval };
}

describe('a database file that fails', () => {
  it('on a full disk records nothing, says what to do, and goes on once there is room', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    fill(database);
    let last = approval as Parameters<typeof pressedInVain>[0];
    const error = await saidOf(async () => {
      for (;;) {
        const next = pressedInVain(last, 'U0'.padEnd(3_000, 'X'));
        await store.replace(next);
        last = next.approval;
      }
    });
    expect(error.trouble).toBe('full');
    expect(error.message).toContain(`The disk of ${path} is full: free some space`);
    expect(await store.get(approval.id)).toEqual(last);
    database.prepare('PRAGMA max_page_count = 100000').get();
    expect(await store.replace(aborted(last))).toBe('replaced');
    database.close();
  });

  it('that is read-only grants nothing and still shows what is there', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    database.prepare('PRAGMA query_only = 1').all();
    const error = await saidOf(() => store.replace(aborted(approval)));
    expect(error.trouble).toBe('read-only');
    expect(error.message).toContain(`${path} cannot be written`);
    expect(await store.get(approval.id)).toEqual(approval);
    database.close();
  });

  it('grants no approval whose decision could not be written', async () => {
    const { database, store, approval } = await withOne(fresh());
    const ledger = createLedger({
      store,
      sealer: createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]),
      clock: createShiftableClock({ frozenAt: monday }),
    });
    database.prepare('PRAGMA query_only = 1').all();
    const granted = ledger.record(approval.id, { kind: 'execution-ended', status: 'ABORTED' });
    await expect(granted).rejects.toThrow(DatabaseUnusable);
    expect((await ledger.get(approval.id))?.status).toBe('pending');
    database.close();
  });

  it('that another process holds is said to be locked', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    const other = new Libsql(path);
    other.exec('BEGIN IMMEDIATE');
    const turns = turnsOfTheLoop();
    const error = await saidOf(() => store.replace(aborted(approval)));
    expect(error.trouble).toBe('locked');
    expect(error.message).toContain('locked by another process');
    // It waited five seconds, and in between everything else had its turn.
    expect(turns.stop()).toBeGreaterThan(20);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.replace(aborted(approval))).toBe('replaced');
    database.close();
  });

  it('that another process holds for a moment is waited for, in the order of asking', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    const other = new Libsql(path);
    other.exec('BEGIN IMMEDIATE');
    const first = pressedInVain(approval, 'U0FIRST');
    const writes = [store.replace(first), store.replace(aborted(first.approval))];
    await new Promise((resolve) => setTimeout(resolve, 300));
    other.exec('ROLLBACK');
    other.close();
    expect(await Promise.all(writes)).toEqual(['replaced', 'replaced']);
    database.close();
  });

  it('with a damaged page is refused at the start, and named while it is open', async () => {
    const { path, approval } = await closedOne();
    const open = openSqliteStores(path);
    const bytes = readFileSync(path);
    // The first page holds the schema: what comes after it is the records. Some bytes amid each page, and its head.
    for (let page = 4_096; page < bytes.length; page += 4_096) bytes.fill(0xa5, page, page + 64);
    writeFileSync(path, bytes);
    const error = await saidOf(() => open.approvals.get(approval.id));
    expect(error).toMatchObject({ trouble: 'broken', lasting: true });
    expect(error.message).toContain(`${path} is damaged`);
    expect(error.message).toContain('"When the disk or the database file is bad"');
    await saidOf(() => open.approvals.replace(aborted(approval)));
    // Damage is not forgotten, although the small write of a look would go through.
    expect(await saidOf(() => open.look())).toMatchObject({ trouble: 'broken' });
    open.close();
    expect(await saidOf(async () => openSqliteStores(path).open())).toMatchObject({ trouble: 'broken' });
  });

  it('with flipped bytes in the middle of a page is found at the start', async () => {
    const { path } = await closedOne();
    const bytes = readFileSync(path);
    for (let page = 4_096; page < bytes.length; page += 4_096)
      for (let at = page + 8; at < page + 40; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    expect(await saidOf(async () => openSqliteStores(path).open())).toMatchObject({ trouble: 'broken' });
  });

  it.each([
    ['whose header was overwritten', (path: string) => overwrite(path, 0, 'no longer SQLite format')],
    ['that was cut short', (path: string) => truncateSync(path, 3 * 4_096 + 100)],
    ['that was cut to nothing', (path: string) => truncateSync(path, 0)],
    ['that was cut within its first page', (path: string) => truncateSync(path, 700)],
  ])('%s is refused at the start', async (_what, spoil) => {
    const { path } = await closedOne();
    spoil(path);
    const error = await saidOf(async () => {
      const stores = openSqliteStores(path);
      try {
        await stores.open();
      } finally {
        stores.close();
      }
    });
    expect(error).toMatchObject({ trouble: 'broken', lasting: true });
  });

  it('whose -wal was cut in the middle of a write has everything before that write', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    const next = pressedInVain(approval, 'U0');
    await store.replace(next);
    const whole = statSync(`${path}-wal`).size;
    await store.replace(aborted(next.approval));
    const copy = fresh();
    writeFileSync(copy, readFileSync(path));
    writeFileSync(`${copy}-wal`, readFileSync(`${path}-wal`).subarray(0, whole + 2_000));
    database.close();
    const stores = openSqliteStores(copy);
    await stores.open();
    expect(await stores.approvals.get(approval.id)).toEqual(next.approval);
    stores.close();
  });

  it.each([
    ['the file', ['']],
    ['its -wal', ['-wal']],
    ['the folder', ['', '-wal', '-shm']],
  ])('grants nothing once %s was taken away beneath it', async (_what, endings) => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    for (const ending of endings) rmSync(`${path}${ending}`);
    const error = await saidOf(() => store.replace(aborted(approval)));
    expect(error).toMatchObject({ trouble: 'gone', lasting: true });
    expect(error.message).toContain('was moved, deleted or replaced while Signalbox had it open');
    expect(await saidOf(() => database.look())).toMatchObject({ trouble: 'gone' });
    database.close();
  });

  it('grants nothing once another file stands in its place', async () => {
    const path = fresh();
    const { database, store, approval } = await withOne(path);
    const other = fresh();
    openDatabase(other).close();
    renameSync(other, path);
    expect(await saidOf(() => store.replace(aborted(approval)))).toMatchObject({ trouble: 'gone' });
    database.close();
  });

  it('that a newer Signalbox takes over while it is open is left to that one', async () => {
    const path = fresh();
    const { database } = await withOne(path);
    await database.look();
    const newer = new Libsql(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(await saidOf(() => database.look())).toMatchObject({ trouble: 'too-new', lasting: true });
    database.close();
  });

  it('is found not to take writes, and to take them again, by a look alone', async () => {
    const { database } = await withOne(fresh());
    database.prepare('PRAGMA query_only = 1').all();
    expect(await saidOf(() => database.look())).toMatchObject({ trouble: 'read-only', lasting: false });
    database.prepare('PRAGMA query_only = 0').all();
    await database.look();
    database.close();
  });

  it('that is no database is refused at the start', () => {
    const path = fresh();
    writeFileSync(path, 'a letter, not a database'.repeat(50));
    expect(() => openSqliteStores(path)).toThrow(/is damaged, or not a database.*stop Signalbox/);
  });

  it('that is a folder is refused at the start', () => {
    const path = fresh();
    mkdirSync(path);
    expect(() => openSqliteStores(path)).toThrow(/cannot be opened or read/);
  });
});
