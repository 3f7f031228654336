import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function fill(database: Database): void {
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {};
  database.prepare(`PRAGMA max_page_count = ${String(pages)}`).get();
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
    database.prepare('PRAGMA busy_timeout = 10').get();
    const other = new Libsql(path);
    other.exec('BEGIN IMMEDIATE');
    const error = await saidOf(() => store.replace(aborted(approval)));
    expect(error.trouble).toBe('locked');
    expect(error.message).toContain('locked by another process');
    other.exec('ROLLBACK');
    other.close();
    expect(await store.replace(aborted(approval))).toBe('replaced');
    database.close();
  });

  it('with damaged pages is named, with the way to recover', async () => {
    const path = fresh();
    const { database, approval } = await withOne(path);
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
    database.close();
    const bytes = readFileSync(path);
    // The first page holds the schema: what comes after it is the records.
    for (let at = 4_096; at < bytes.length; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    const stores = openSqliteStores(path);
    const error = await saidOf(() => stores.approvals.get(approval.id));
    expect(error.trouble).toBe('broken');
    expect(error.message).toContain(`${path} is damaged`);
    await saidOf(() => stores.approvals.replace(aborted(approval)));
    stores.close();
  });

  it('that is no database is refused at the start', () => {
    const path = fresh();
    writeFileSync(path, 'a letter, not a database'.repeat(50));
    expect(() => openSqliteStores(path)).toThrow(/is damaged, or not a database.*Recovery/);
  });

  it('that is a folder is refused at the start', () => {
    const path = fresh();
    mkdirSync(path);
    expect(() => openSqliteStores(path)).toThrow(/cannot be opened or read/);
  });
});
