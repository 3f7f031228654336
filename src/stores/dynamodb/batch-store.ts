import type { Batch, BatchId, BatchStore } from '../../approvals/index.ts';
import { absent } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Table } from './table.ts';

const kind = 'BATCH';

export function createDynamoBatchStore(table: Table): BatchStore {
  return {
    async write(batch) {
      const { id, revision, due } = batch;
      const when =
        revision === 1 ? absent : { says: '#revision = :revision', with: { revision: revision - 1 } };
      const set = {
        revision,
        record: JSON.stringify(batch),
        dueShard: due && shardOf(kind, id),
        dueAt: due?.at,
      };
      return (await table.write(keyFor(id), { set, when })) ? 'written' : 'stale';
    },
    async get(id) {
      const item = await table.get(keyFor(id));
      return item && batchIn(item);
    },
    async due(now, limit) {
      const found = await findAll(table, { index: 'due', kind, limit, upTo: now });
      const dueOf = ({ due }: Batch) => due?.at ?? Infinity;
      return (await table.getAll(found))
        .map(batchIn)
        .filter((batch) => dueOf(batch) <= now)
        .sort((a, b) => dueOf(a) - dueOf(b));
    },
  };
}

function keyFor(id: BatchId): Key {
  return { pk: `${kind}#${id}`, sk: 'RECORD' };
}

function batchIn(item: Item): Batch {
  return JSON.parse(String(item['record'])) as Batch;
}
