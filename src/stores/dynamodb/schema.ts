import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/**
 * The indexes and their keys. All are sparse: an item is in an index only while it has the attributes of its key.
 * - due: what must be made true, by when; and what was seen, by when
 * - state: what is pending, running or closed, by since when
 * - execution: the approvals of an execution, by when they were asked; the incidents of a surge, by when they opened
 */
export const indexKeys = {
  due: ['dueShard', 'dueAt'],
  state: ['stateShard', 'stateAt'],
  execution: ['ofExecution', 'askedAt'],
} as const;

export type IndexName = keyof typeof indexKeys;

/** The table as it is made: deploy/store.yaml says the same. Indexes hold keys alone, as they only find. */
export function tableOf(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      ...Object.values(indexKeys).flatMap(([hash, range]) => [
        { AttributeName: hash, AttributeType: 'S' as const },
        { AttributeName: range, AttributeType: 'N' as const },
      ]),
    ],
    KeySchema: keysOf('pk', 'sk'),
    GlobalSecondaryIndexes: Object.entries(indexKeys).map(([index, [hash, range]]) => ({
      IndexName: index,
      KeySchema: keysOf(hash, range),
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    })),
  } satisfies CreateTableCommandInput;
}

function keysOf(hash: string, range: string) {
  return [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
}
