import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { pause, type Clock } from '../../platform/index.ts';
import { inOurWords, TableMissing, TableUnfit } from './errors.ts';
import { tableOf } from './schema.ts';

/** Between two looks at a table that is being made, ms. On AWS it takes some ten seconds. */
const lookAgainAfter = 1_000;

/** Makes the table, paid by request, and waits until it can be used; one that is there already is left alone. */
export async function createTable(
  client: DynamoDBClient,
  name: string,
  clock: Clock,
): Promise<'created' | 'exists'> {
  let outcome: 'created' | 'exists' = 'created';
  try {
    await client.send(new CreateTableCommand(tableOf(name)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw inOurWords(error, name);
    outcome = 'exists';
  }
  for (;;) {
    const table = await describe(client, name);
    if (table && isActive(table)) {
      fits(table, name);
      return outcome;
    }
    await pause(clock, lookAgainAfter);
  }
}

/** @throws {TableMissing} @throws {TableUnfit} */
export async function checkTable(client: DynamoDBClient, name: string): Promise<void> {
  const table = await describe(client, name);
  if (!table) throw new TableMissing(name);
  fits(table, name);
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    // Right after its making, a table may not be known everywhere yet.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw inOurWords(error, name);
  }
}

function isActive({ TableStatus, GlobalSecondaryIndexes }: TableDescription): boolean {
  return (
    (TableStatus === 'ACTIVE' || TableStatus === 'UPDATING') &&
    (GlobalSecondaryIndexes ?? []).every(({ IndexStatus }) => IndexStatus === 'ACTIVE')
  );
}

function fits(table: TableDescription, name: string): void {
  const wanted = tableOf(name);
  const keys = (schema: readonly { AttributeName?: string | undefined }[] | undefined) =>
    (schema ?? []).map(({ AttributeName }) => AttributeName).join(' and ');
  if (keys(table.KeySchema) !== keys(wanted.KeySchema))
    throw new TableUnfit(name, `has the key ${keys(table.KeySchema)} instead of ${keys(wanted.KeySchema)}`);
  for (const { IndexName, KeySchema } of wanted.GlobalSecondaryIndexes) {
    const found = table.GlobalSecondaryIndexes?.find((index) => index.IndexName === IndexName);
    if (keys(found?.KeySchema) !== keys(KeySchema))
      throw new TableUnfit(name, `has no index ${IndexName} by ${keys(KeySchema)}`);
  }
}
