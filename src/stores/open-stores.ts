import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import { createDynamoClient, openDynamoStores } from './dynamodb/index.ts';
import { openSqliteStores } from './sqlite/index.ts';
import type { Stores } from './stores.ts';

/** The stores that the configuration chose. */
export function openStores({ store, dataFolder, aws }: Pick<Config, 'store' | 'dataFolder' | 'aws'>): Stores {
  return store.kind === 'dynamodb'
    ? openDynamoStores(createDynamoClient(aws), store.table)
    : openSqliteStores(join(dataFolder, 'signalbox.db'));
}
