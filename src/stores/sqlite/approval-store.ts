import {
  executionOf,
  nextDueAt,
  type Approval,
  type ApprovalStore,
  type AuditEntry,
  type Change,
} from '../../approvals/index.ts';
import type { Bindable, Database, Row } from './database.ts';
import { inPages } from './in-pages.ts';
import { promised } from './promised.ts';

export function createSqliteApprovalStore(database: Database): ApprovalStore {
  const insert = database.prepare(
    `INSERT INTO approval (id, revision, status, asked_at, next_due_at, execution_arn, token_digest, record)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const replace = database.prepare(
    `UPDATE approval SET revision = ?, status = ?, asked_at = ?, next_due_at = ?, execution_arn = ?, token_digest = ?, record = ?
     WHERE id = ? AND revision = ?`,
  );
  const append = database.prepare('INSERT INTO audit (approval_id, sequence, entry) VALUES (?, ?, ?)');
  const byId = database.prepare('SELECT record FROM approval WHERE id = ?');
  const byDue = database.prepare(
    'SELECT record FROM approval WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  const byStatus = database.prepare(
    `SELECT record FROM approval WHERE status = 'pending' AND (asked_at, id) > (?, ?) ORDER BY asked_at, id LIMIT ?`,
  );
  const byExecution = database.prepare(
    'SELECT record FROM approval WHERE execution_arn = ? ORDER BY asked_at, id',
  );
  const byBatch = database.prepare('SELECT record FROM approval WHERE batch = ? ORDER BY asked_at, id');
  const auditAfter = database.prepare(
    'SELECT number, entry FROM audit WHERE number > ? ORDER BY number LIMIT ?',
  );
  const auditOf = database.prepare(
    'SELECT number, entry FROM audit WHERE approval_id = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const forget = database.prepare('DELETE FROM approval WHERE closed_at < ? AND next_due_at IS NULL');

  const write = (change: Change, changes: () => number): Promise<boolean> =>
    database.soon(() => {
      if (changes() === 0) return false;
      for (const entry of change.entries) append.run(entry.approvalId, entry.sequence, JSON.stringify(entry));
      return true;
    });

  return {
    async insert(change) {
      const { approval } = change;
      const written = await write(change, () => insert.run(approval.id, ...columns(approval)).changes);
      return written ? 'inserted' : 'exists';
    },
    async replace(change) {
      const { approval } = change;
      const written = await write(
        change,
        () => replace.run(...columns(approval), approval.id, approval.revision - 1).changes,
      );
      return written ? 'replaced' : 'stale';
    },
    get: (id) =>
      promised(() => {
        const row = byId.get(id);
        return row && approvalIn(row);
      }),
    due: (now, limit) => promised(() => byDue.all(now, limit).map(approvalIn)),
    pending: (limit, after) =>
      promised(() => byStatus.all(after?.askedAt ?? -1, after?.id ?? '', limit).map(approvalIn)),
    ofBatch: (id) => promised(() => byBatch.all(id).map(approvalIn)),
    ofExecution: (executionArn) => promised(() => byExecution.all(executionArn).map(approvalIn)),
    async *audit(id) {
      const read = (last: number, limit: number) =>
        id === undefined ? auditAfter.all(last, limit) : auditOf.all(id, last, limit);
      for await (const entry of inPages(read)) yield JSON.parse(entry) as AuditEntry;
    },
    forgetClosed: (before) => database.soon(() => forget.run(before).changes),
  };
}

/** The columns beside the record, in the order of both statements. */
function columns(approval: Approval): Bindable[] {
  return [
    approval.revision,
    approval.status,
    approval.ask.askedAt,
    nextDueAt(approval.due) ?? null,
    executionOf(approval) ?? null,
    approval.tokenDigest,
    JSON.stringify(approval),
  ];
}

function approvalIn(row: Row): Approval {
  return JSON.parse(String(row['record'])) as Approval;
}
