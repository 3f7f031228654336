import type { ApprovalId, AuditEntry } from '../../approvals/index.ts';
import { absent } from './expression.ts';
import { keyOf, type Item } from './item.ts';
import type { Table } from './table.ts';

/**
 * A change and its audit lines are one write, of one item: it holds the lines in `lines` until they are copied out to
 * items of their own, which nobody changes or deletes. Who wrote them copies them; where that process died, the next
 * writer or reader does.
 */
export interface AuditLines {
  /** Copies out what the item of an approval holds. Safe to repeat, and side by side. */
  copyOut(id: ApprovalId, item: Item): Promise<void>;
  of(id: ApprovalId): AsyncIterable<AuditEntry>;
  /** Every approval that has lines, of its own or copied out. Reads the whole table. */
  ids(): Promise<ReadonlySet<ApprovalId>>;
}

/** Numbers in `sk` have so many digits, to sort as numbers do. */
const digits = 9;
const recordOf = (id: ApprovalId) => ({ pk: `APPROVAL#${id}`, sk: 'RECORD' });

export function createAuditLines(table: Table): AuditLines {
  const copyOut = async (id: ApprovalId, item: Item): Promise<void> => {
    const lines = item['lines'];
    if (!Array.isArray(lines) || lines.length === 0) return;
    // One after the other: a line is there only if all before it are, so that no reader sees a gap.
    for (const entry of lines as readonly string[]) {
      const { sequence } = JSON.parse(entry) as AuditEntry;
      await table.write({ pk: `AUDIT#${id}`, sk: place(sequence) }, { set: { entry }, when: absent });
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
      const item = await table.get(recordOf(id));
      if (item) await copyOut(id, item);
      for await (const { entry } of table.partition(`AUDIT#${id}`))
        yield JSON.parse(String(entry)) as AuditEntry;
    },
    async ids() {
      const ids = new Set<ApprovalId>();
      const where = {
        says: '#sk = :first OR (#sk = :record AND attribute_exists(#lines))',
        with: { first: place(1), record: 'RECORD' },
      };
      for await (const { pk } of table.scan(['pk'], where)) ids.add(String(pk).replace(/^\w+#/, ''));
      return ids;
    },
  };
}

function place(sequence: number): string {
  return String(sequence).padStart(digits, '0');
}
