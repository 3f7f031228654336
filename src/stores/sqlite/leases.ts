import type { Leases } from '../../platform/index.ts';
import type { Database } from './database.ts';

export function createSqliteLeases(database: Database): Leases {
  const take = database.prepare(
    `INSERT INTO lease (name, owner, fence, until) VALUES (?, ?, 1, ?)
     ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = fence + 1, until = excluded.until
     WHERE until <= ?`,
  );
  const fenceOf = database.prepare('SELECT fence FROM lease WHERE name = ?');
  const prolong = database.prepare(
    'UPDATE lease SET until = ? WHERE name = ? AND owner = ? AND fence = ? AND until > ?',
  );
  // The row stays: the fence must go on growing.
  const free = database.prepare('UPDATE lease SET until = 0 WHERE name = ? AND owner = ? AND fence = ?');
  return {
    async acquire(name, owner, forMs, now) {
      const until = now + forMs;
      const fence = await database.soon(() =>
        take.run(name, owner, until, now).changes > 0 ? Number(fenceOf.get(name)?.['fence']) : undefined,
      );
      return fence === undefined ? undefined : { name, owner, fence, until };
    },
    async renew(lease, forMs, now) {
      const until = now + forMs;
      const { changes } = await database.soon(() =>
        prolong.run(until, lease.name, lease.owner, lease.fence, now),
      );
      return changes > 0 ? { ...lease, until } : undefined;
    },
    async release({ name, owner, fence }) {
      await database.soon(() => free.run(name, owner, fence));
    },
  };
}
