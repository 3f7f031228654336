import { readFileSync } from 'node:fs';
import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { systemClock } from '../../../src/platform/index.ts';
import { createTable, openDynamoStores, TableMissing, tableOf } from '../../../src/stores/dynamodb/index.ts';
import { openTable } from '../../../src/stores/dynamodb/table.ts';
import { shardOf } from '../../../src/stores/dynamodb/shards.ts';
import { clientOf, freshStores, startDynamo } from './local-dynamo.ts';

let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

describe('the table', () => {
  it('is made with its indexes, paid by request, once', async () => {
    const client = clientOf(dynamo.endpoint);
    const outcomes = await Promise.all([1, 2].map(() => createTable(client, 'made-twice', systemClock())));
    expect([...outcomes].sort()).toEqual(['created', 'exists']);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'made-twice' }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
      'due',
      'execution',
      'state',
    ]);
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    client.destroy();
  });

  it('that is missing is named in one sentence, with the command that makes it', async () => {
    const stores = openDynamoStores(clientOf(dynamo.endpoint), 'nowhere');
    await expect(stores.open()).rejects.toThrow(
      /^There is no DynamoDB table nowhere in this account and Region: make it with `signalbox store create`/,
    );
    stores.close();
  });

  it('that goes while it is used is named just so, by every door', async () => {
    const stores = await freshStores(dynamo.endpoint);
    await stores.client.send(new DeleteTableCommand({ TableName: stores.table }));
    await expect(stores.approvals.get('apr_1')).rejects.toThrow(TableMissing);
    await expect(stores.approvals.pending(1)).rejects.toThrow(TableMissing);
    await expect(stores.starts.startOf('arn')).rejects.toThrow(TableMissing);
    await expect(stores.seen.add(['a'], 1)).rejects.toThrow(TableMissing);
    await expect(stores.leases.acquire('a', 'b', 1, 1)).rejects.toThrow(TableMissing);
    stores.close();
  });

  it.each([
    ['has the key id instead of pk and sk', { keys: ['id'], indexes: [] }],
    ['has no index due by dueShard and dueAt', { keys: ['pk', 'sk'], indexes: [] }],
  ])('of somebody else is refused: it %s', async (words, { keys }) => {
    const client = clientOf(dynamo.endpoint);
    const TableName = `foreign-${String(keys.length)}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
        KeySchema: keys.map((name, at) => ({ AttributeName: name, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
    const stores = openDynamoStores(client, TableName);
    await expect(createTable(client, TableName, systemClock())).rejects.toThrow(words);
    await expect(stores.open()).rejects.toThrow(words);
    stores.close();
  });

  it('is the same in the template of CloudFormation', () => {
    const template = parse(readFileSync('deploy/store.yaml', 'utf8')) as {
      Resources: { Table: { Properties: Record<string, unknown> } };
    };
    const { TableName, ...wanted } = tableOf('signalbox');
    expect(template.Resources.Table.Properties).toMatchObject(wanted);
    expect(TableName).toBe('signalbox');
  });
});

describe('reading and writing', () => {
  it('spreads what is searched over partitions, the same one for the same id', () => {
    const used = new Set(Array.from({ length: 200 }, (_, at) => shardOf('APPROVAL', `apr_${String(at)}`)));
    expect(used.size).toBe(16);
    expect(shardOf('APPROVAL', 'apr_1')).toBe(shardOf('APPROVAL', 'apr_1'));
  });

  it('reads a partition to its end, over pages of 1 MB', async () => {
    const { client, table } = await freshStores(dynamo.endpoint);
    const lines = openTable(client, table);
    for (let at = 10; at < 18; at += 1)
      await lines.write(
        { pk: 'P', sk: String(at) },
        { set: { text: 'x'.repeat(300_000) }, when: { says: 'attribute_not_exists(#pk)' } },
      );
    const found: string[] = [];
    for await (const { sk } of lines.partition('P')) found.push(String(sk));
    expect(found).toEqual(['10', '11', '12', '13', '14', '15', '16', '17']);
    const scanned: string[] = [];
    const where = { says: '#pk = :pk', with: { pk: 'P' } };
    for await (const { sk } of lines.scan(['sk'], where)) scanned.push(String(sk));
    expect(scanned).toHaveLength(8);
    client.destroy();
  });

  it('reads more items at once than one call may name', async () => {
    const { client, table, seen } = await freshStores(dynamo.endpoint);
    await seen.add(
      Array.from({ length: 130 }, (_, at) => String(at)),
      5,
    );
    expect(await seen.forget(6)).toBe(130);
    const items = openTable(client, table);
    const keys = Array.from({ length: 130 }, (_, at) => ({ pk: `P${String(at)}`, sk: 'RECORD' }));
    for (const key of keys) await items.write(key, { set: {}, when: { says: 'attribute_not_exists(#pk)' } });
    expect(await items.getAll([...keys, { pk: 'none', sk: 'RECORD' }])).toHaveLength(130);
    client.destroy();
  });
});
