import type { RefusalLine, RefusalStore } from '../../access/index.ts';
import { absent } from './expression.ts';
import type { Item } from './item.ts';
import type { Table } from './table.ts';

/** Numbers in `sk` have so many digits, to sort as numbers do. */
const digits = 9;
const partitionOf = (person: string) => `REFUSALS#${person}`;
const placeOf = (sequence: number) => `LINE#${String(sequence).padStart(digits, '0')}`;

/** A partition a person, an item a line; nobody changes or deletes one. */
export function createDynamoRefusalStore(table: Table): RefusalStore {
  const people = async () => {
    const first = { says: '#sk = :first', with: { first: placeOf(1) } };
    const found: string[] = [];
    for await (const { pk } of table.scan(['pk'], first)) found.push(String(pk));
    return found;
  };
  return {
    async last(person) {
      const item = await table.last(partitionOf(person));
      return item && lineIn(item);
    },
    async append(line) {
      const key = { pk: partitionOf(line.person), sk: placeOf(line.sequence) };
      const item = await table.write(key, { set: { entry: JSON.stringify(line) }, when: absent });
      return item ? 'appended' : 'taken';
    },
    async *lines(person) {
      const partitions = person === undefined ? await people() : [partitionOf(person)];
      for (const partition of partitions)
        for await (const item of table.partition(partition)) yield lineIn(item);
    },
  };
}

function lineIn(item: Item): RefusalLine {
  return JSON.parse(String(item['entry'])) as RefusalLine;
}
