import { placeOfTable } from '../config/index.ts';
import { systemClock } from '../platform/index.ts';
import { createDynamoClient, createTable } from '../stores/dynamodb/index.ts';

/** `signalbox store create`: the DynamoDB table of SIGNALBOX_TABLE, with its indexes. */
export async function createStore(): Promise<void> {
  const { table, ...place } = placeOfTable();
  const client = createDynamoClient(place);
  try {
    const outcome = await createTable(client, table, systemClock());
    process.stdout.write(
      outcome === 'created'
        ? `The DynamoDB table ${table} is made, paid by request. Start with SIGNALBOX_STORE=dynamodb.\n`
        : `The DynamoDB table ${table} is there already, and fits.\n`,
    );
  } finally {
    client.destroy();
  }
}
