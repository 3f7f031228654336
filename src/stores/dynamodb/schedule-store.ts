import { scheduleDueAt, type Schedule, type ScheduleStore } from '../../executions/index.ts';
import { absent, type Condition } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import type { Found, Table } from './table.ts';

const kind = 'SCHEDULE';
/** Far more than there may be. */
const mostListed = 1_000;

export function createDynamoScheduleStore(table: Table): ScheduleStore {
  const read = async (found: readonly Found[]) => (await table.getAll(found)).map(scheduleIn);
  const dueOf = (schedule: Schedule) => scheduleDueAt(schedule) ?? Infinity;
  return {
    async write(schedule) {
      const { name, id, revision, addedAt } = schedule;
      const dueAt = scheduleDueAt(schedule);
      const item = await table.write(keyFor(name), {
        set: {
          id,
          revision,
          record: JSON.stringify(schedule),
          dueShard: dueAt === undefined ? undefined : shardOf(kind, name),
          dueAt,
          stateShard: shardOf(kind, name),
          stateAt: addedAt,
        },
        when: revision === 1 ? absent : isStill(id, revision - 1),
      });
      return item ? 'written' : 'stale';
    },
    async get(name) {
      const item = await table.get(keyFor(name));
      return item && scheduleIn(item);
    },
    async list() {
      const all = await read(await findAll(table, { index: 'state', kind, limit: mostListed }));
      return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async due(now, limit) {
      const found = await read(await findAll(table, { index: 'due', kind, limit, upTo: now }));
      return found.filter((one) => dueOf(one) <= now).sort((a, b) => dueOf(a) - dueOf(b));
    },
    remove: ({ name, id, revision }) => table.delete(keyFor(name), isStill(id, revision)),
  };
}

/** Another schedule may have taken the name, and be at the same revision. */
function isStill(id: string, revision: number): Condition {
  return { says: '#id = :id AND #revision = :revision', with: { id, revision } };
}

function keyFor(name: string): Key {
  return { pk: `${kind}#${name}`, sk: 'RECORD' };
}

function scheduleIn(item: Item): Schedule {
  return JSON.parse(String(item['record'])) as Schedule;
}
