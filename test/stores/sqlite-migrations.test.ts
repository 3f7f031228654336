import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { brokenLink, type Approval, type AuditEntry } from '../../src/approvals/index.ts';
import { openSqliteStores } from '../../src/stores/sqlite/index.ts';
import { migrations } from '../../src/stores/sqlite/migrations.ts';
import { opening } from '../contracts/incident-records.ts';
import { aborted, asked, monday, proven } from '../contracts/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-migrations-'));
let files = 0;
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const execution = 'arn:aws:states:eu-west-1:000000000000:execution:PromotionApproval:one';
const follow = {
  executionArn: execution,
  revision: 1,
  run: { name: 'one', stateMachineArn: 'm', status: 'RUNNING' },
};

/** What an approval store of the first schema wrote, in the SQL of that time. */
function keep(file: InstanceType<typeof Libsql>, approval: Approval, entries: readonly AuditEntry[]): void {
  file
    .prepare(
      `INSERT INTO approval (id, revision, status, asked_at, next_due_at, execution_arn, token_digest, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      approval.id,
      approval.revision,
      approval.status,
      approval.ask.askedAt,
      approval.status === 'pending' ? monday : null,
      approval.provenance.kind === 'verified' ? execution : null,
      approval.tokenDigest,
      JSON.stringify(approval),
    );
  for (const entry of entries)
    file
      .prepare('INSERT INTO audit (approval_id, sequence, entry) VALUES (?, ?, ?)')
      .run(entry.approvalId, entry.sequence, JSON.stringify(entry));
}

/** A file as the Signalbox of that schema left it, with something in each of its tables. */
async function fileOf(schema: number) {
  const path = join(folder, `${String(files++)}.db`);
  const file = new Libsql(path);
  file.exec('PRAGMA journal_mode = WAL');
  for (const sql of migrations.slice(0, schema)) file.exec(sql);
  file.exec(`PRAGMA user_version = ${String(schema)}`);
  const open = await asked('token-open');
  const shut = await asked('token-shut');
  const verified = proven(shut.approval, execution);
  const closed = aborted(verified.approval);
  keep(file, open.approval, open.entries);
  keep(file, closed.approval, [...shut.entries, ...verified.entries, ...closed.entries]);
  file.prepare('INSERT INTO start VALUES (?, ?, ?, ?)').run(execution, 'U0REQUESTER', monday, 'slack');
  if (schema >= 2) {
    file
      .prepare('INSERT INTO follow VALUES (?, 1, 1, ?, ?, ?)')
      .run(execution, monday, monday, JSON.stringify(follow));
    file.prepare('INSERT INTO seen_event VALUES (?, ?)').run('event-1', monday);
  }
  if (schema >= 3) file.prepare('INSERT INTO lease VALUES (?, ?, 4, ?)').run('sweep', 'replica-1', monday);
  file.close();
  return { path, open: open.approval, closed: closed.approval };
}

const earlier = migrations.map((_, index) => [index + 1] as const);

describe('a database file of schema', () => {
  it.each(earlier)('%i is read and written whole by this Signalbox', async (schema) => {
    const { path, open, closed } = await fileOf(schema);
    const stores = openSqliteStores(path);
    await stores.open();
    await stores.look();
    expect(await stores.approvals.get(open.id)).toEqual(open);
    expect(await stores.approvals.pending(9)).toEqual([open]);
    expect(await stores.approvals.due(monday, 9)).toEqual([open]);
    expect(await stores.approvals.ofExecution(execution)).toEqual([closed]);
    const audit: AuditEntry[] = [];
    for await (const entry of stores.approvals.audit(closed.id)) audit.push(entry);
    expect(audit).toHaveLength(closed.audit.sequence);
    expect(brokenLink(audit)).toBeUndefined();
    expect(await stores.starts.startOf(execution)).toMatchObject({ startedBy: 'U0REQUESTER' });
    if (schema >= 2) {
      expect(await stores.follows.running(9)).toEqual([follow]);
      expect(await stores.follows.due(monday, 9)).toEqual([follow]);
      expect(await stores.seen.has('event-1')).toBe(true);
    }
    // The fence of a lease goes on growing where an earlier one left it.
    expect(await stores.leases.acquire('sweep', 'replica-2', 1_000, monday + 1)).toMatchObject({
      fence: schema >= 3 ? 5 : 1,
    });
    expect(await stores.incidents.write(opening('alarm/one'))).toBe('written');
    expect(await stores.approvals.replace(aborted(open))).toBe('replaced');
    // What was closed before its column was there is found by it.
    expect(await stores.approvals.forgetClosed(monday + 1e9)).toBeGreaterThanOrEqual(1);
    expect(await stores.approvals.get(closed.id)).toBeUndefined();
    stores.close();
    const again = new Libsql(path);
    expect(again.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: migrations.length });
    expect(again.prepare('PRAGMA integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
    again.close();
  });
});

describe('the steps from schema to schema', () => {
  it('that were shipped are as they were: files out there rest on them', () => {
    const digests = migrations.map((sql) => createHash('sha256').update(sql).digest('hex').slice(0, 16));
    expect(digests).toEqual([
      'd35f62c1899e5592',
      '5f8755754a46ca17',
      '422faebae867764f',
      '24a389103372936f',
      '147f4454e5684efb',
      'bf0568532b4555c2',
      '777fc2c870cae014',
    ]);
  });

  it('are taken whole or not at all: where one fails, the file is as it was', async () => {
    const { path } = await fileOf(2);
    const file = new Libsql(path);
    // The third step makes this table.
    file.exec('CREATE TABLE lease (name TEXT)');
    file.close();
    expect(() => openSqliteStores(path)).toThrow(/lease already exists/);
    const after = new Libsql(path);
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 2 });
    const columns = after.prepare('PRAGMA table_xinfo(approval)').all() as { name: string }[];
    expect(columns.map(({ name }) => name)).not.toContain('closed_at');
    after.close();
  });
});
