import { scheduleDueAt, type Schedule, type ScheduleStore } from '../../executions/index.ts';
import type { Database, Row } from './database.ts';

export function createSqliteScheduleStore(database: Database): ScheduleStore {
  const insert = database.prepare(
    'INSERT INTO schedule (record, next_due_at, name, revision) VALUES (?, ?, ?, 1) ON CONFLICT DO NOTHING',
  );
  const replace = database.prepare(
    'UPDATE schedule SET record = ?, next_due_at = ?, revision = revision + 1 WHERE name = ? AND revision = ? AND id = ?',
  );
  const drop = database.prepare('DELETE FROM schedule WHERE name = ? AND id = ? AND revision = ?');
  const byName = database.prepare('SELECT record FROM schedule WHERE name = ?');
  const whole = database.prepare('SELECT record FROM schedule ORDER BY name');
  const byDue = database.prepare(
    'SELECT record FROM schedule WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  return {
    async write(schedule) {
      const { name, revision, id } = schedule;
      const record = JSON.stringify(schedule);
      const due = scheduleDueAt(schedule) ?? null;
      const { changes } = await database.soon(() =>
        revision === 1 ? insert.run(record, due, name) : replace.run(record, due, name, revision - 1, id),
      );
      return changes > 0 ? 'written' : 'stale';
    },
    get(name) {
      const row = byName.get(name);
      return Promise.resolve(row && scheduleIn(row));
    },
    list: () => Promise.resolve(whole.all().map(scheduleIn)),
    due: (now, limit) => Promise.resolve(byDue.all(now, limit).map(scheduleIn)),
    async remove({ name, id, revision }) {
      return (await database.soon(() => drop.run(name, id, revision))).changes > 0;
    },
  };
}

function scheduleIn(row: Row): Schedule {
  return JSON.parse(String(row['record'])) as Schedule;
}
