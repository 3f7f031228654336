import type { Surge, SurgeId, SurgeStore } from '../../incidents/index.ts';
import { absent } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Table } from './table.ts';

const kind = 'SURGE';

export function createDynamoSurgeStore(table: Table): SurgeStore {
  return {
    async write(surge) {
      const { id, revision, due } = surge;
      const when =
        revision === 1 ? absent : { says: '#revision = :revision', with: { revision: revision - 1 } };
      const set = {
        revision,
        record: JSON.stringify(surge),
        dueShard: due && shardOf(kind, id),
        dueAt: due?.at,
      };
      return (await table.write(keyFor(id), { set, when })) ? 'written' : 'stale';
    },
    async get(id) {
      const item = await table.get(keyFor(id));
      return item && surgeIn(item);
    },
    async due(now, limit) {
      const found = await findAll(table, { index: 'due', kind, limit, upTo: now });
      const dueOf = ({ due }: Surge) => due?.at ?? Infinity;
      return (await table.getAll(found))
        .map(surgeIn)
        .filter((surge) => dueOf(surge) <= now)
        .sort((a, b) => dueOf(a) - dueOf(b));
    },
  };
}

function keyFor(id: SurgeId): Key {
  return { pk: `${kind}#${id}`, sk: 'RECORD' };
}

function surgeIn(item: Item): Surge {
  return JSON.parse(String(item['record'])) as Surge;
}
