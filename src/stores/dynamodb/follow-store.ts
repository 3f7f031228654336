import { changedAt, stillRuns, type Follow, type FollowStore } from '../../executions/index.ts';
import { absent } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Found, Table } from './table.ts';

const kind = 'FOLLOW';
const running = 'FOLLOW-RUNNING';

export function createDynamoFollowStore(table: Table): FollowStore {
  const read = async (found: readonly Found[]) => (await table.getAll(found)).map(followIn);
  return {
    async write(follow) {
      const { revision } = follow;
      const when =
        revision === 1 ? absent : { says: '#revision = :revision', with: { revision: revision - 1 } };
      const item = await table.write(keyFor(follow.executionArn), { set: attributesOf(follow), when });
      return item ? 'written' : 'stale';
    },
    async get(executionArn) {
      const item = await table.get(keyFor(executionArn));
      return item && followIn(item);
    },
    async due(now, limit) {
      const found = await findAll(table, { index: 'due', kind, limit, upTo: now });
      const dueOf = ({ due }: Follow) => due?.at ?? Infinity;
      return (await read(found)).filter((follow) => dueOf(follow) <= now).sort((a, b) => dueOf(a) - dueOf(b));
    },
    async running(limit) {
      const found = await findAll(table, { index: 'state', kind: running, limit });
      return (await read(found)).filter(stillRuns).sort((a, b) => changedAt(a) - changedAt(b));
    },
  };
}

function keyFor(executionArn: string): Key {
  return { pk: `${kind}#${executionArn}`, sk: 'RECORD' };
}

function attributesOf(follow: Follow) {
  const runs = stillRuns(follow);
  return {
    revision: follow.revision,
    record: JSON.stringify(follow),
    dueShard: follow.due && shardOf(kind, follow.executionArn),
    dueAt: follow.due?.at,
    stateShard: runs ? shardOf(running, follow.executionArn) : undefined,
    stateAt: runs ? changedAt(follow) : undefined,
  };
}

function followIn(item: Item): Follow {
  return JSON.parse(String(item['record'])) as Follow;
}
