import type { Surge, SurgeStore } from '../../incidents/index.ts';
import type { Database, Row } from './database.ts';
import { promised } from './promised.ts';

export function createSqliteSurgeStore(database: Database): SurgeStore {
  const insert = database.prepare(
    'INSERT INTO surge (id, revision, next_due_at, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const replace = database.prepare(
    'UPDATE surge SET revision = ?, next_due_at = ?, record = ? WHERE id = ? AND revision = ?',
  );
  const byId = database.prepare('SELECT record FROM surge WHERE id = ?');
  const byDue = database.prepare(
    'SELECT record FROM surge WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  return {
    async write(surge) {
      const { id, revision, due } = surge;
      const record = JSON.stringify(surge);
      const { changes } = await database.soon(() =>
        revision === 1
          ? insert.run(id, revision, due?.at ?? null, record)
          : replace.run(revision, due?.at ?? null, record, id, revision - 1),
      );
      return changes > 0 ? 'written' : 'stale';
    },
    get: (id) =>
      promised(() => {
        const row = byId.get(id);
        return row && surgeIn(row);
      }),
    due: (now, limit) => promised(() => byDue.all(now, limit).map(surgeIn)),
  };
}

function surgeIn(row: Row): Surge {
  return JSON.parse(String(row['record'])) as Surge;
}
