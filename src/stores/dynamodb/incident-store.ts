import {
  incidentMayBeForgotten,
  isOpen,
  nextIncidentDueAt,
  openOrder,
  resolvedAt,
  type Incident,
  type IncidentId,
  type IncidentLine,
  type IncidentStore,
} from '../../incidents/index.ts';
import { digestOf } from '../../platform/index.ts';
import { createAuditLines } from './audit-lines.ts';
import { absent, type Condition } from './expression.ts';
import type { Item, Key } from './item.ts';
import { findAll, shardOf } from './shards.ts';
import { createSurgeTallies, surgeIndex } from './surge-tallies.ts';
import type { Found, Table } from './table.ts';

const kind = 'INCIDENT';
const open = 'INCIDENT-OPEN';
const resolved = 'INCIDENT-RESOLVED';
/** Resolved incidents looked for, and deleted, at a time. */
const forgottenTogether = 100;
/** Numbers in `sk` have so many digits, to sort as numbers do. */
const digits = 9;

export function createDynamoIncidentStore(table: Table): IncidentStore {
  const lines = createAuditLines<IncidentLine>(table, { records: kind, lines: 'INCIDENT-AUDIT' });
  const tallies = createSurgeTallies(table, incidentIn);
  const read = async (found: readonly Found[]): Promise<readonly Incident[]> =>
    (await table.getAll(found)).map(incidentIn);
  const get = async (id: IncidentId) => {
    const item = await table.get(keyFor(id));
    return item && incidentIn(item);
  };
  const forget = async (id: IncidentId, before: number): Promise<boolean> => {
    const item = await table.get(keyFor(id));
    if (!item) return false;
    const incident = incidentIn(item);
    if (!incidentMayBeForgotten(incident, before)) return false;
    await lines.copyOut(id, item);
    await table.write(roundOf(incident), { set: { incident: id, forgotten: 1 }, when: always });
    return table.delete(keyFor(id), revisionIs(incident.revision));
  };

  return {
    async write({ incident, entries }) {
      const { id, revision } = incident;
      // First: a record is never without its place among the rounds; a place without a record says nothing.
      if (revision === 1) await table.write(roundOf(incident), { set: { incident: id }, when: absent });
      const item = await table.write(keyFor(id), {
        set: attributesOf(incident),
        ...(entries.length > 0 && { append: { lines: entries.map((entry) => JSON.stringify(entry)) } }),
        when: revision === 1 ? absent : revisionIs(revision - 1),
      });
      if (!item) return 'stale';
      // The change is made, lines included; a copy that fails now is made up for by the next writer or reader.
      await lines.copyOut(id, item).catch(() => undefined);
      return 'written';
    },
    get,
    async latest(key) {
      const place = await table.last(roundsOf(key));
      return place && get(String(place['incident']));
    },
    async lastRound(key) {
      const place = await table.last(roundsOf(key));
      if (!place) return 0;
      const round = Number(place['sk']);
      // A place whose record is still to be written is the next one's, too.
      return place['forgotten'] !== undefined || (await get(String(place['incident']))) ? round : round - 1;
    },
    async due(now, limit) {
      const found = await findAll(table, { index: 'due', kind, limit, upTo: now });
      const dueOf = (incident: Incident) => nextIncidentDueAt(incident) ?? Infinity;
      return (await read(found))
        .filter((incident) => dueOf(incident) <= now)
        .sort((a, b) => dueOf(a) - dueOf(b));
    },
    async open(limit) {
      const found = await findAll(table, { index: 'state', kind: open, limit });
      return (await read(found)).filter(isOpen).sort((a, b) => openOrder(a) - openOrder(b));
    },
    async *between(from, to) {
      const where = {
        says: 'begins_with(#pk, :incident) AND #openedAt >= :from AND #openedAt < :to',
        with: { incident: `${kind}#`, from, to: Math.min(to, Number.MAX_SAFE_INTEGER) },
      };
      const found: { readonly id: IncidentId; readonly openedAt: number }[] = [];
      for await (const { pk, openedAt } of table.scan(['pk', 'openedAt'], where))
        found.push({ id: idIn(String(pk)), openedAt: Number(openedAt) });
      found.sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
      for (const { id } of found) {
        const incident = await get(id);
        if (incident) yield incident;
      }
    },
    tally: (surge) => tallies.of(surge),
    async *audit(id) {
      const ids = id === undefined ? await lines.ids() : [id];
      for (const each of ids) yield* lines.of(each);
    },
    async forgetResolved(before) {
      let forgotten = 0;
      const passed = new Set<string>();
      for (;;) {
        const limit = forgottenTogether + passed.size;
        const found = await findAll(table, { index: 'state', kind: resolved, limit, upTo: before - 1 });
        const next = found.filter(({ pk }) => !passed.has(pk));
        if (next.length === 0) return forgotten;
        for (const { pk } of next) {
          passed.add(pk);
          if (await forget(idIn(pk), before)) forgotten += 1;
        }
      }
    },
  };
}

function keyFor(id: IncidentId): Key {
  return { pk: `${kind}#${id}`, sk: 'RECORD' };
}

function idIn(pk: string): IncidentId {
  return pk.slice(kind.length + 1);
}

/** Keys of incidents are longer than those of DynamoDB may be. */
function roundsOf(key: string): string {
  return `INCIDENT-ROUNDS#${digestOf(key)}`;
}

function roundOf({ key, round }: Incident): Key {
  return { pk: roundsOf(key), sk: String(round).padStart(digits, '0') };
}

const always: Condition = { says: 'attribute_exists(#pk) OR attribute_not_exists(#pk)' };

function revisionIs(revision: number): Condition {
  return { says: '#revision = :revision', with: { revision } };
}

function attributesOf(incident: Incident) {
  const { id, revision, openedAt } = incident;
  const dueAt = nextIncidentDueAt(incident);
  const overAt = resolvedAt(incident);
  const state = isOpen(incident)
    ? { shard: shardOf(open, id), at: openOrder(incident) }
    : overAt === undefined
      ? undefined
      : { shard: shardOf(resolved, id), at: overAt };
  return {
    revision,
    openedAt,
    record: JSON.stringify(incident),
    dueShard: dueAt === undefined ? undefined : shardOf(kind, id),
    dueAt,
    stateShard: state?.shard,
    stateAt: state?.at,
    ...surgeIndex(incident),
  };
}

function incidentIn(item: Item): Incident {
  return JSON.parse(String(item['record'])) as Incident;
}
