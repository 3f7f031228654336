import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { newUuid } from '../../platform/index.ts';
import { inOurWords, isConditionFailure, isTooLarge, RecordTooLarge } from './errors.ts';
import { namesIn, updateOf, valuesOf, type Condition, type Write } from './expression.ts';
import { attributeOf, itemIn, keyOf, type Item, type Key } from './item.ts';
import { indexKeys, type IndexName } from './schema.ts';

/** One table, as the stores see it. Items are read consistently; an index is read only to find their keys. */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** Those of these that are there, in no order. */
  getAll(keys: readonly Key[]): Promise<readonly Item[]>;
  /** The item after the write; undefined where the condition is not met, and nothing was written. */
  write(key: Key, write: Write): Promise<Item | undefined>;
  /** Whether the condition was met, and the item is gone. */
  delete(key: Key, when: Condition): Promise<boolean>;
  /** Keys in a partition of an index, smallest sort value first, as of a moment ago. */
  find(index: IndexName, partition: string, limit: number, within?: Bounds): Promise<readonly Found[]>;
  /** The items of a partition by their `sk`. */
  partition(pk: string): AsyncIterable<Item>;
  /** The item of a partition with the largest `sk`. */
  last(pk: string): Promise<Item | undefined>;
  /** Reads the whole table, for these attributes of the items that a condition is true of. */
  scan(attributes: readonly string[], where: Condition): AsyncIterable<Item>;
}

/** What of a partition is looked for: up to a sort value of the index, or from one on; both include it. */
export interface Bounds {
  readonly from?: number;
  readonly upTo?: number;
  /** Which of those; all where absent. */
  readonly fits?: (found: Found) => boolean;
}

export interface Found extends Key {
  /** The sort value of the index. */
  readonly at: number;
}

type Attributes = Record<string, AttributeValue>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const mostInBatch = 100;

export function openTable(client: DynamoDBClient, TableName: string): Table {
  const told = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw inOurWords(error, TableName);
    }
  };
  const get = async (key: Key) => {
    const command = new GetItemCommand({ TableName, Key: marshalled(key), ConsistentRead: true });
    const { Item } = await told(client.send(command));
    return Item && itemIn(Item);
  };
  const batch = async (keys: readonly Key[]): Promise<readonly Item[]> => {
    const RequestItems = { [TableName]: { Keys: keys.map(marshalled), ConsistentRead: true } };
    const answer = await told(client.send(new BatchGetItemCommand({ RequestItems })));
    const items = (answer.Responses?.[TableName] ?? []).map(itemIn);
    // What a batch left off is asked for one by one: there the client itself waits and tries again.
    for (const left of answer.UnprocessedKeys?.[TableName]?.Keys ?? []) {
      const item = await get(keyOf(itemIn(left)));
      if (item) items.push(item);
    }
    return items;
  };
  const update = async (key: Key, write: Write): Promise<Item | undefined> => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName,
        Key: marshalled(key),
        ...updateOf(write),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes && itemIn(Attributes);
  };

  return {
    get,
    async getAll(keys) {
      const items: Item[] = [];
      for (let at = 0; at < keys.length; at += mostInBatch)
        items.push(...(await batch(keys.slice(at, at + mostInBatch))));
      return items;
    },
    async write(key, write) {
      const set = { writer: newUuid(), ...write.set };
      try {
        return await update(key, { ...write, set });
      } catch (error) {
        if (isTooLarge(error)) throw new RecordTooLarge(key.pk, write.set['record'], error);
        if (!isConditionFailure(error)) throw inOurWords(error, TableName);
        if ((error.$metadata.attempts ?? 1) === 1) return undefined;
        // An attempt before this one may have been carried out, and only its answer lost.
        const stored = await get(key);
        return stored?.['writer'] === set.writer ? stored : undefined;
      }
    },
    async delete(key, when) {
      const command = new DeleteItemCommand({
        TableName,
        Key: marshalled(key),
        ConditionExpression: when.says,
        ExpressionAttributeNames: namesIn(when.says),
        ...(when.with && { ExpressionAttributeValues: valuesOf(when.with) }),
      });
      try {
        await client.send(command);
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw inOurWords(error, TableName);
      }
    },
    async find(index, partition, limit, { from, upTo, fits = () => true } = {}) {
      const [hash, range] = indexKeys[index];
      const end = upTo ?? from;
      const says = `#${hash} = :hash${end === undefined ? '' : ` AND #${range} ${upTo === undefined ? '>=' : '<='} :end`}`;
      const query = {
        TableName,
        IndexName: index,
        KeyConditionExpression: says,
        ExpressionAttributeNames: namesIn(says),
        ExpressionAttributeValues: valuesOf({ hash: partition, ...(end !== undefined && { end }) }),
        Limit: limit,
      };
      const found: Found[] = [];
      for await (const item of pages((from) => told(client.send(new QueryCommand({ ...query, ...from }))))) {
        const one = { ...keyOf(item), at: Number(item[range]) };
        if (fits(one)) found.push(one);
        if (found.length >= limit) break;
      }
      return found;
    },
    partition: (pk) =>
      pages((from) => told(client.send(new QueryCommand({ ...within(TableName, pk), ...from })))),
    async last(pk) {
      const query = { ...within(TableName, pk), ScanIndexForward: false, Limit: 1 };
      const { Items: [item] = [] } = await told(client.send(new QueryCommand(query)));
      return item && itemIn(item);
    },
    scan(attributes, where) {
      const projection = attributes.map((attribute) => `#${attribute}`).join(', ');
      const scan = {
        TableName,
        ConsistentRead: true,
        FilterExpression: where.says,
        ProjectionExpression: projection,
        ExpressionAttributeNames: namesIn(where.says, projection),
        ...(where.with && { ExpressionAttributeValues: valuesOf(where.with) }),
      };
      return pages((from) => told(client.send(new ScanCommand({ ...scan, ...from }))));
    },
  };
}

/** A consistent query for the items of one partition. */
function within(TableName: string, pk: string) {
  return {
    TableName,
    ConsistentRead: true,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: namesIn('#pk'),
    ExpressionAttributeValues: valuesOf({ pk }),
  };
}

interface Page {
  readonly Items?: Attributes[] | undefined;
  readonly LastEvaluatedKey?: Attributes | undefined;
}

/** The items of page after page, until one names no key to go on from. */
async function* pages(
  read: (from: { ExclusiveStartKey?: Attributes }) => Promise<Page>,
): AsyncGenerator<Item> {
  let last: Attributes | undefined;
  do {
    const { Items, LastEvaluatedKey } = await read(last ? { ExclusiveStartKey: last } : {});
    yield* (Items ?? []).map(itemIn);
    last = LastEvaluatedKey;
  } while (last);
}

function marshalled({ pk, sk }: Key): Attributes {
  return { pk: attributeOf(pk), sk: attributeOf(sk) };
}
