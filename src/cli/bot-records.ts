import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusalStore } from '../access/index.ts';
import { createLedger, type ApprovalStore, type Ledger } from '../approvals/index.ts';
import type { Config } from '../config/index.ts';
import type { IncidentStore } from '../incidents/index.ts';
import { createSealer, type Clock } from '../platform/index.ts';
import { openStores } from '../stores/index.ts';

/** The records of the bot, which may be running beside this command. */
export interface BotRecords {
  readonly ledger: Ledger;
  readonly store: ApprovalStore;
  readonly incidents: IncidentStore;
  readonly refusals: RefusalStore;
}

/** Opens the bot's own store for the time of `work`. A store that is not there is a mistake in the settings: none is made. */
export async function withRecords<T>(
  config: Config,
  clock: Clock,
  work: (records: BotRecords) => Promise<T>,
): Promise<T> {
  if (config.store.kind === 'sqlite') databaseOf(config);
  const stores = openStores(config);
  try {
    await stores.open();
    const sealer = createSealer(config.tokenKeys);
    return await work({
      ledger: createLedger({ store: stores.approvals, sealer, clock }),
      store: stores.approvals,
      incidents: stores.incidents,
      refusals: stores.refusals,
    });
  } finally {
    stores.close();
  }
}

/** The file of the bot's records. @throws where there is none: none is made */
export function databaseOf({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  const path = join(dataFolder, 'signalbox.db');
  if (existsSync(path)) return path;
  throw new Error(
    `There are no records at ${path}. Point SIGNALBOX_DATA at the bot's own folder, and run this on the bot's machine.`,
  );
}
