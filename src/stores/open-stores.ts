import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import { createDynamoClient, openDynamoStores } from './dynamodb/index.ts';
import { openSqliteStores } from './sqlite/index.ts';
import type { Stores } from './stores.ts';

/** The stores that the configuration chose. */
export function openStores({ store, dataFolder, aws }: Pick<Config, 'store' | 'dataFolder' | 'aws'>): Stores {
  if (store.kind === 'sqlite') return openSqliteStores(join(dataFolder, 'signalbox.db'));
  const { table, endpoint } = store;
  const client = createDynamoClient({ ...aws, ...(endpoint !== undefined && { endpoint }) });
  return openDynamoStores(client, table);
}
