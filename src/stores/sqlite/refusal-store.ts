import type { RefusalLine, RefusalStore } from '../../access/index.ts';
import type { Database } from './database.ts';
import { inPages } from './in-pages.ts';

export function createSqliteRefusalStore(database: Database): RefusalStore {
  const insert = database.prepare(
    'INSERT INTO refusal (person, sequence, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const newest = database.prepare(
    'SELECT number, entry FROM refusal WHERE person = ? ORDER BY sequence DESC LIMIT 1',
  );
  const after = database.prepare(
    'SELECT number, entry FROM refusal WHERE number > ? ORDER BY number LIMIT ?',
  );
  const afterOf = database.prepare(
    'SELECT number, entry FROM refusal WHERE person = ? AND number > ? ORDER BY number LIMIT ?',
  );
  return {
    last(person) {
      const row = newest.get(person);
      return Promise.resolve(row && (JSON.parse(String(row['entry'])) as RefusalLine));
    },
    append: (line) =>
      database.soon(() =>
        insert.run(line.person, line.sequence, JSON.stringify(line)).changes > 0 ? 'appended' : 'taken',
      ),
    async *lines(person) {
      const read = (last: number, limit: number) =>
        person === undefined ? after.all(last, limit) : afterOf.all(person, last, limit);
      for await (const entry of inPages(read)) yield JSON.parse(entry) as RefusalLine;
    },
  };
}
