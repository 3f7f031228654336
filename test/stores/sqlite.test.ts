import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import type { AuditEntry } from '../../src/approvals/index.ts';
import { brokenLink } from '../../src/approvals/index.ts';
import { DatabaseUnusable, openSqliteStores } from '../../src/stores/sqlite/index.ts';
import { openDatabase } from '../../src/stores/sqlite/database.ts';
import { describeApprovalStore } from '../contracts/approval-store.ts';
import { describeBatchStore } from '../contracts/batch-store.ts';
import { describeFollowStore } from '../contracts/follow-store.ts';
import { describeIncidentStore } from '../contracts/incident-store.ts';
import { aborted, asked, pressedInVain } from '../contracts/records.ts';
import { describeLeases } from '../contracts/leases.ts';
import { describeScheduleStore } from '../contracts/schedule-store.ts';
import { describeRefusalStore } from '../contracts/refusal-store.ts';
import { describeSeenEvents } from '../contracts/seen-events.ts';
import { describeStartLog } from '../contracts/start-log.ts';
import { describeSurgeStore } from '../contracts/surge-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-stores-'));
let files = 0;
const fresh = () => join(folder, String(files++), 'signalbox.db');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describeApprovalStore('SQLite', () => openSqliteStores(fresh()));
describeStartLog('SQLite', () => openSqliteStores(fresh()));
describeBatchStore('SQLite', () => openSqliteStores(fresh()));
describeFollowStore('SQLite', () => openSqliteStores(fresh()));
describeIncidentStore('SQLite', () => openSqliteStores(fresh()));
describeSurgeStore('SQLite', () => openSqliteStores(fresh()));
describeScheduleStore('SQLite', () => openSqliteStores(fresh()));
describeRefusalStore('SQLite', () => openSqliteStores(fresh()));
describeSeenEvents('SQLite', () => openSqliteStores(fresh()));
describeLeases('SQLite', () => openSqliteStores(fresh()));

describe('the database file', () => {
  it('keeps what was written when it is closed and opened again', async () => {
    const path = fresh();
    const change = await asked('token-1');
    const first = openSqliteStores(path);
    await first.approvals.insert(change);
    first.close();
    const second = openSqliteStores(path);
    expect(await second.approvals.get(change.approval.id)).toEqual(change.approval);
    second.close();
  });

  it('can be read and written by its owner alone', async () => {
    const path = fresh();
    const stores = openSqliteStores(path);
    await stores.approvals.insert(await asked('token-1'));
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    stores.close();
  });

  it('writes what is asked for side by side together, and keeps one that fails from taking others along', async () => {
    const database = openDatabase(fresh());
    const insert = database.prepare('INSERT INTO seen_event (key, at) VALUES (?, ?)');
    const results = await Promise.allSettled(
      ['a', 'b', 'a', 'c'].map((key) => database.soon(() => insert.run(key, 1).changes)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const found = database.prepare('SELECT key FROM seen_event ORDER BY key').all();
    expect(found.map((row) => row['key'])).toEqual(['a', 'b', 'c']);
    database.close();
  });

  it('is refused, by name and with what to do, where a newer Signalbox wrote it', () => {
    const path = fresh();
    openSqliteStores(path).close();
    const raw = new Libsql(path);
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    expect(() => openSqliteStores(path)).toThrow(DatabaseUnusable);
    expect(() => openSqliteStores(path)).toThrow(
      /newer Signalbox: start the newer version.*\(schema 99, this one knows \d+\)/,
    );
  });

  it('refuses to change or delete an audit line, whoever asks', async () => {
    const path = fresh();
    const stores = openSqliteStores(path);
    await stores.approvals.insert(await asked('token-1'));
    stores.close();
    const raw = new Libsql(path);
    expect(() => raw.exec(`UPDATE audit SET entry = '{}'`)).toThrow(/append-only/);
    expect(() => raw.exec('DELETE FROM audit')).toThrow(/append-only/);
    raw.close();
  });

  it('takes one record for a token, whatever its id', async () => {
    const stores = openSqliteStores(fresh());
    const change = await asked('token-1');
    await stores.approvals.insert(change);
    const twin = { entries: [], approval: { ...change.approval, id: 'apr_twin' } };
    expect(await stores.approvals.insert(twin)).toBe('exists');
    expect(await stores.approvals.get('apr_twin')).toBeUndefined();
    stores.close();
  });

  it('gives out the audit of all approvals in order of writing', async () => {
    const stores = openSqliteStores(fresh());
    const [one, two] = [await asked('token-1'), await asked('token-2')];
    for (const change of [one, two]) await stores.approvals.insert(change);
    await stores.approvals.replace(aborted(two.approval));
    await stores.approvals.replace(pressedInVain(one.approval, 'U0'));
    const audit: string[] = [];
    for await (const { what } of stores.approvals.audit()) audit.push(what);
    expect(audit).toEqual(['asked', 'asked', 'cancelled', 'refused']);
    stores.close();
  });

  it('writes neither the record nor its audit where one of the two is refused', async () => {
    const stores = openSqliteStores(fresh());
    const change = await asked('token-1');
    await stores.approvals.insert(change);
    const next = pressedInVain(change.approval, 'U0');
    const broken = { ...next, entries: [...next.entries, ...change.entries] };
    await expect(stores.approvals.replace(broken)).rejects.toThrow(/UNIQUE/);
    expect(await stores.approvals.get(change.approval.id)).toEqual(change.approval);
    expect(await stores.approvals.replace(next)).toBe('replaced');
    stores.close();
  });

  it('finds due work through its index, not by reading every record', () => {
    const path = fresh();
    openSqliteStores(path).close();
    const raw = new Libsql(path);
    const plan = raw
      .prepare(
        'EXPLAIN QUERY PLAN SELECT record FROM approval WHERE next_due_at IS NOT NULL AND next_due_at <= 5 ORDER BY next_due_at LIMIT 9',
      )
      .all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join()).toContain('approval_due');
    raw.close();
  });

  it('lets two connections write the same revision once between them', async () => {
    const path = fresh();
    const [here, there] = [openSqliteStores(path), openSqliteStores(path)];
    const change = await asked('token-1');
    await here.approvals.insert(change);
    const outcomes = await Promise.all([
      here.approvals.replace(pressedInVain(change.approval, 'U0HERE')),
      there.approvals.replace(pressedInVain(change.approval, 'U0THERE')),
    ]);
    expect([...outcomes].sort()).toEqual(['replaced', 'stale']);
    here.close();
    there.close();
  });

  it('has every write that was acknowledged before a kill -9', async () => {
    const path = fresh();
    const change = await asked('token-1');
    const before = openSqliteStores(path);
    await before.approvals.insert(change);
    before.close();

    const writer = spawn(
      process.execPath,
      [join(import.meta.dirname, 'writer.mjs'), path, change.approval.id],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const killed = new Promise((resolve) => writer.once('exit', (_code, signal) => resolve(signal)));
    let acknowledged = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line);
      // What was printed before the signal took effect still arrives, and counts.
      if (acknowledged === 200) writer.kill('SIGKILL');
    }
    expect(await killed).toBe('SIGKILL');

    const reopened = openSqliteStores(path);
    const approval = (await reopened.approvals.get(change.approval.id))!;
    const audit: AuditEntry[] = [];
    for await (const entry of reopened.approvals.audit(approval.id)) audit.push(entry);
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    expect(approval.revision).toBeGreaterThanOrEqual(acknowledged);
    expect(audit).toHaveLength(approval.revision);
    expect(brokenLink(audit)).toBeUndefined();
    reopened.close();
  });
});
