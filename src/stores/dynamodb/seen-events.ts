import type { SeenEvents } from '../../events/index.ts';
import { digestOf } from '../../platform/index.ts';
import { absent } from './expression.ts';
import type { Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Table } from './table.ts';

const kind = 'SEEN';
/** Events found, and forgotten, at a time. */
const forgottenTogether = 500;
const anyway = { says: 'attribute_exists(#pk)' };

export function createDynamoSeenEvents(table: Table): SeenEvents {
  return {
    has: async (key) => (await table.get(keyFor(key))) !== undefined,
    async add(keys, at) {
      const writes = keys.map((key) =>
        // The index of what is due says when it was seen: by that it is forgotten.
        table.write(keyFor(key), { set: { dueShard: shardOf(kind, key), dueAt: at }, when: absent }),
      );
      await Promise.all(writes);
    },
    async forget(before) {
      let forgotten = 0;
      const search = { index: 'due', kind, limit: forgottenTogether, upTo: before - 1 } as const;
      for (;;) {
        const found = await findAll(table, search);
        let now = 0;
        for (const { pk, sk } of found) if (await table.delete({ pk, sk }, anyway)) now += 1;
        forgotten += now;
        // An index still shows for a moment what is gone: a round that deletes nothing is the last one.
        if (now === 0) return forgotten;
      }
    },
  };
}

/** A key may be longer than the 2,048 bytes of a partition key. */
function keyFor(key: string): Key {
  return { pk: `${kind}#${digestOf(key)}`, sk: 'RECORD' };
}
