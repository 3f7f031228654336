import type { Stores } from '../stores.ts';
import { createSqliteApprovalStore } from './approval-store.ts';
import { openDatabase } from './database.ts';
import { createSqliteFollowStore } from './follow-store.ts';
import { createSqliteLeases } from './leases.ts';
import { createSqliteRefusalStore } from './refusal-store.ts';
import { createSqliteSeenEvents } from './seen-events.ts';
import { createSqliteStartLog } from './start-log.ts';

export { DatabaseTooNew } from './database.ts';
export { DatabaseUnusable } from './faults.ts';

/** @param path of the database file, made where there is none. @throws {DatabaseTooNew} @throws {DatabaseUnusable} */
export function openSqliteStores(path: string): Stores {
  const database = openDatabase(path);
  return {
    approvals: createSqliteApprovalStore(database),
    starts: createSqliteStartLog(database),
    follows: createSqliteFollowStore(database),
    refusals: createSqliteRefusalStore(database),
    seen: createSqliteSeenEvents(database),
    leases: createSqliteLeases(database),
    open: () => Promise.resolve(),
    close: () => {
      database.close();
    },
  };
}
