import type { Link } from '../../platform/index.ts';
import { absent } from './expression.ts';
import { keyOf, type Item } from './item.ts';
import type { Table } from './table.ts';

/**
 * A change and its audit lines are one write, of one item: it holds the lines in `lines` until they are copied out to
 * items of their own, which nobody changes or deletes. Who wrote them copies them; where that process died, the next
 * writer or reader does.
 */
export interface AuditLines<Line extends Link> {
  /** Copies out what the item of a record holds. Safe to repeat, and side by side. */
  copyOut(id: string, item: Item): Promise<void>;
  of(id: string): AsyncIterable<Line>;
  /** Every record that has lines, of its own or copied out. Reads the whole table. */
  ids(): Promise<ReadonlySet<string>>;
}

/** Numbers in `sk` have so many digits, to sort as numbers do. */
const digits = 9;

/** @param kinds what the partitions of records begin with, and those of their lines */
export function createAuditLines<Line extends Link>(
  table: Table,
  kinds: { readonly records: string; readonly lines: string },
): AuditLines<Line> {
  const [records, lines] = [`${kinds.records}#`, `${kinds.lines}#`];
  const copyOut = async (id: string, item: Item): Promise<void> => {
    const held = item['lines'];
    if (!Array.isArray(held) || held.length === 0) return;
    // One after the other: a line is there only if all before it are, so that no reader sees a gap.
    for (const entry of held as readonly string[]) {
      const { sequence } = JSON.parse(entry) as Line;
      await table.write({ pk: lines + id, sk: place(sequence) }, { set: { entry }, when: absent });
    }
    // Where somebody wrote since, the list is longer, and theirs to copy. The mark of the last writer stays.
    await table.write(keyOf(item), {
      set: { lines: undefined, writer: item['writer'] },
      when: { says: '#revision = :revision', with: { revision: Number(item['revision']) } },
    });
  };
  return {
    copyOut,
    async *of(id) {
      const item = await table.get({ pk: records + id, sk: 'RECORD' });
      if (item) await copyOut(id, item);
      for await (const { entry } of table.partition(lines + id)) yield JSON.parse(String(entry)) as Line;
    },
    async ids() {
      const ids = new Set<string>();
      const where = {
        says: '(#sk = :first AND begins_with(#pk, :ofLines)) OR (#sk = :record AND begins_with(#pk, :ofRecords) AND attribute_exists(#lines))',
        with: { first: place(1), record: 'RECORD', ofLines: lines, ofRecords: records },
      };
      for await (const { pk } of table.scan(['pk'], where)) ids.add(idIn(String(pk)));
      return ids;
    },
  };
}

function idIn(pk: string): string {
  return pk.slice(pk.indexOf('#') + 1);
}

function place(sequence: number): string {
  return String(sequence).padStart(digits, '0');
}
