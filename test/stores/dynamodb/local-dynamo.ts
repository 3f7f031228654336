import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { newId, systemClock } from '../../../src/platform/index.ts';
import { createTable, openDynamoStores } from '../../../src/stores/dynamodb/index.ts';

export function clientOf(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/** A DynamoDB of this process, with conditions and indexes as AWS has them; or the one that the environment names. */
export async function startDynamo(): Promise<{ endpoint: string; close: () => Promise<void> }> {
  const given = process.env['SIGNALBOX_TEST_DYNAMODB'];
  if (given !== undefined) return { endpoint: given, close: () => Promise.resolve() };
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Stores in a fresh table at this address. */
export async function freshStores(endpoint: string) {
  const client = clientOf(endpoint);
  const table = newId('signalbox');
  await createTable(client, table, systemClock());
  return { ...openDynamoStores(client, table), client, table };
}
