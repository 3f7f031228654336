import { digestOf } from '../../platform/index.ts';
import type { IndexName } from './schema.ts';
import type { Bounds, Found, Table } from './table.ts';

/**
 * Partitions that a kind of record is spread over in an index: one partition takes 1,000 writes a second.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 * An approval moves in `due` about eight times, a delete and a put each, always at the newest end, where DynamoDB cannot
 * split a partition: sixteen take 1,000 approvals a second, twice what SendTaskSuccess allows (docs/scale.md).
 * The number is part of what is stored. It may grow: every look reads all of them, and a record moves with its next
 * write; replicas of an older version do not see the new ones. It must not shrink.
 */
const shards = 16;

export function shardOf(kind: string, id: string): string {
  return `${kind}#${String(parseInt(digestOf(id).slice(0, 8), 16) % shards)}`;
}

/** Keys of a kind over all its partitions, smallest sort value first. */
export async function findAll(
  table: Table,
  search: Bounds & { index: IndexName; kind: string; limit: number },
): Promise<readonly Found[]> {
  const { index, kind, limit } = search;
  const found = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      table.find(index, `${kind}#${String(shard)}`, limit, search),
    ),
  );
  return found
    .flat()
    .sort((a, b) => a.at - b.at || (a.pk < b.pk ? -1 : 1))
    .slice(0, limit);
}
