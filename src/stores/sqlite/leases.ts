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
    acquire(name, owner, forMs, now) {
      const until = now + forMs;
      const fence = database.together(() =>
        take.run(name, owner, until, now).changes > 0 ? Number(fenceOf.get(name)?.['fence']) : undefined,
      );
      return Promise.resolve(fence === undefined ? undefined : { name, owner, fence, until });
    },
    renew(lease, forMs, now) {
      const until = now + forMs;
      const { changes } = database.together(() =>
        prolong.run(until, lease.name, lease.owner, lease.fence, now),
      );
      return Promise.resolve(changes > 0 ? { ...lease, until } : undefined);
    },
    release({ name, owner, fence }) {
      database.together(() => free.run(name, owner, fence));
      return Promise.resolve();
    },
  };
}
