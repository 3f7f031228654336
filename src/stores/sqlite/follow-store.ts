import { changedAt, stillRuns, type Follow, type FollowStore } from '../../executions/index.ts';
import type { Database, Row } from './database.ts';
import { promised } from './promised.ts';

export function createSqliteFollowStore(database: Database): FollowStore {
  const insert = database.prepare(
    `INSERT INTO follow (execution_arn, revision, running, changed_at, next_due_at, record)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const replace = database.prepare(
    `UPDATE follow SET revision = ?, running = ?, changed_at = ?, next_due_at = ?, record = ?
     WHERE execution_arn = ? AND revision = ?`,
  );
  const byArn = database.prepare('SELECT record FROM follow WHERE execution_arn = ?');
  const byDue = database.prepare(
    'SELECT record FROM follow WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  const stillRunning = database.prepare(
    'SELECT record FROM follow WHERE running = 1 ORDER BY changed_at LIMIT ?',
  );
  return {
    async write(follow) {
      const columns = [
        follow.revision,
        stillRuns(follow) ? 1 : 0,
        changedAt(follow),
        follow.due?.at ?? null,
        JSON.stringify(follow),
      ];
      const { changes } = await database.soon(() =>
        follow.revision === 1
          ? insert.run(follow.executionArn, ...columns)
          : replace.run(...columns, follow.executionArn, follow.revision - 1),
      );
      return changes > 0 ? 'written' : 'stale';
    },
    get: (executionArn) =>
      promised(() => {
        const row = byArn.get(executionArn);
        return row && followIn(row);
      }),
    due: (now, limit) => promised(() => byDue.all(now, limit).map(followIn)),
    running: (limit) => promised(() => stillRunning.all(limit).map(followIn)),
  };
}

function followIn(row: Row): Follow {
  return JSON.parse(String(row['record'])) as Follow;
}
