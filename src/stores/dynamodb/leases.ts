import type { Lease, Leases } from '../../platform/index.ts';
import type { Key } from './item.ts';
import type { Table } from './table.ts';

export function createDynamoLeases(table: Table): Leases {
  const isHeld = '#owner = :owner AND #fence = :fence';
  const holder = ({ owner, fence }: Lease) => ({ owner, fence });
  return {
    async acquire(name, owner, forMs, now) {
      const until = now + forMs;
      const item = await table.write(keyFor(name), {
        set: { owner, until },
        add: { fence: 1 },
        when: { says: 'attribute_not_exists(#pk) OR #until <= :now', with: { now } },
      });
      return item && { name, owner, fence: Number(item['fence']), until };
    },
    async renew(lease, forMs, now) {
      const until = now + forMs;
      const item = await table.write(keyFor(lease.name), {
        set: { until },
        when: { says: `${isHeld} AND #until > :now`, with: { ...holder(lease), now } },
      });
      return item && { ...lease, until };
    },
    async release(lease) {
      // The item stays: the fence must go on growing.
      await table.write(keyFor(lease.name), {
        set: { until: 0 },
        when: { says: isHeld, with: holder(lease) },
      });
    },
  };
}

function keyFor(name: string): Key {
  return { pk: `LEASE#${name}`, sk: 'RECORD' };
}
