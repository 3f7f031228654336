import { resolve } from 'node:path';
import { loadConfig, placeOfTable } from '../config/index.ts';
import { systemClock } from '../platform/index.ts';
import { createDynamoClient, createTable } from '../stores/dynamodb/index.ts';
import { backUp, inspect } from '../stores/sqlite/index.ts';
import { verifyAudit } from './audit-verify.ts';
import { databaseOf } from './bot-records.ts';
import { print, shown } from './output.ts';
import { readFile } from './read-file.ts';

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

/** `signalbox store backup FILE`: everything of the SQLite file in a new one, while the bot is at work. */
export function backUpStore(file: string): void {
  const config = loadConfig(readFile);
  if (config.store.kind === 'dynamodb')
    throw new Error(
      `Records in DynamoDB are copied by AWS: point-in-time recovery, or an on-demand backup of the table ${config.store.table}.`,
    );
  const to = resolve(file);
  backUp(databaseOf(config), to);
  print(`Everything is in ${shown(to)}, as of now. The token key is not in it: keep that elsewhere.`);
}

/** `signalbox store check`: whether the file or the table is whole, and then every chain of the audit. */
export async function checkStore(): Promise<void> {
  const config = loadConfig(readFile);
  if (config.store.kind === 'sqlite') {
    const path = databaseOf(config);
    inspect(path);
    print(`${shown(path)} is whole: every page and every index.`);
  }
  await verifyAudit();
}
