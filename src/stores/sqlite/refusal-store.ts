import type { RefusalLine, RefusalStore } from '../../access/index.ts';
import type { Database, Row } from './database.ts';

/** Lines read at a time while exporting. */
const page = 500;

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
      return Promise.resolve(row && lineIn(row));
    },
    append: (line) =>
      database.soon(() =>
        insert.run(line.person, line.sequence, JSON.stringify(line)).changes > 0 ? 'appended' : 'taken',
      ),
    async *lines(person) {
      let last = 0;
      for (;;) {
        const rows = person === undefined ? after.all(last, page) : afterOf.all(person, last, page);
        for (const row of rows) {
          last = Number(row['number']);
          yield lineIn(row);
        }
        if (rows.length < page) return;
        // Lets other work of the process in between two pages.
        await Promise.resolve();
      }
    },
  };
}

function lineIn(row: Row): RefusalLine {
  return JSON.parse(String(row['entry'])) as RefusalLine;
}
