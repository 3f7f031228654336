import type { Batch, BatchStore } from '../../approvals/index.ts';
import type { Database, Row } from './database.ts';

export function createSqliteBatchStore(database: Database): BatchStore {
  const insert = database.prepare(
    'INSERT INTO batch (id, revision, next_due_at, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const replace = database.prepare(
    'UPDATE batch SET revision = ?, next_due_at = ?, record = ? WHERE id = ? AND revision = ?',
  );
  const byId = database.prepare('SELECT record FROM batch WHERE id = ?');
  const byDue = database.prepare(
    'SELECT record FROM batch WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  return {
    async write(batch) {
      const columns = [batch.revision, batch.due?.at ?? null, JSON.stringify(batch)];
      const { changes } = await database.soon(() =>
        batch.revision === 1
          ? insert.run(batch.id, ...columns)
          : replace.run(...columns, batch.id, batch.revision - 1),
      );
      return changes > 0 ? 'written' : 'stale';
    },
    get(id) {
      const row = byId.get(id);
      return Promise.resolve(row && batchIn(row));
    },
    due: (now, limit) => Promise.resolve(byDue.all(now, limit).map(batchIn)),
  };
}

function batchIn(row: Row): Batch {
  return JSON.parse(String(row['record'])) as Batch;
}
