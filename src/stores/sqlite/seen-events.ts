import type { SeenEvents } from '../../events/index.ts';
import type { Database } from './database.ts';
import { promised } from './promised.ts';

export function createSqliteSeenEvents(database: Database): SeenEvents {
  const insert = database.prepare('INSERT INTO seen_event (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const byKey = database.prepare('SELECT at FROM seen_event WHERE key = ?');
  const forget = database.prepare('DELETE FROM seen_event WHERE at < ?');
  return {
    has: (key) => promised(() => byKey.get(key) !== undefined),
    add: (keys, at) =>
      database.soon(() => {
        for (const key of keys) insert.run(key, at);
      }),
    forget: (before) => database.soon(() => forget.run(before).changes),
  };
}
