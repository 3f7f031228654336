import type { StartLog } from '../../executions/index.ts';
import type { Database } from './database.ts';
import { promised } from './promised.ts';

export function createSqliteStartLog(database: Database): StartLog {
  const insert = database.prepare(
    'INSERT INTO start (execution_arn, started_by, at, via) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byArn = database.prepare(
    'SELECT execution_arn, started_by, at, via FROM start WHERE execution_arn = ?',
  );
  return {
    async remember(start) {
      await database.soon(() => insert.run(start.executionArn, start.startedBy, start.at, start.via));
    },
    startOf: (executionArn) =>
      promised(() => {
        const row = byArn.get(executionArn);
        return (
          row && {
            executionArn: String(row['execution_arn']),
            startedBy: String(row['started_by']),
            at: Number(row['at']),
            via: String(row['via']),
          }
        );
      }),
  };
}
