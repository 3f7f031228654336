import type { Stores } from '../stores.ts';
import { createSqliteApprovalStore } from './approval-store.ts';
import { openDatabase } from './database.ts';
import { createSqliteBatchStore } from './batch-store.ts';
import { createSqliteFollowStore } from './follow-store.ts';
import { createSqliteIncidentStore } from './incident-store.ts';
import { createSqliteLeases } from './leases.ts';
import { createSqliteScheduleStore } from './schedule-store.ts';
import { createSqliteRefusalStore } from './refusal-store.ts';
import { createSqliteSeenEvents } from './seen-events.ts';
import { createSqliteStartLog } from './start-log.ts';
import { createSqliteSurgeStore } from './surge-store.ts';

export { backUp, inspect } from './backup.ts';
export { DatabaseUnusable } from './faults.ts';

/** @param path of the database file, made where there is none. @throws {DatabaseUnusable} */
export function openSqliteStores(path: string): Stores {
  const database = openDatabase(path);
  return {
    approvals: createSqliteApprovalStore(database),
    batches: createSqliteBatchStore(database),
    starts: createSqliteStartLog(database),
    follows: createSqliteFollowStore(database),
    incidents: createSqliteIncidentStore(database),
    surges: createSqliteSurgeStore(database),
    schedules: createSqliteScheduleStore(database),
    refusals: createSqliteRefusalStore(database),
    seen: createSqliteSeenEvents(database),
    leases: createSqliteLeases(database),
    open() {
      database.inspect();
      return Promise.resolve();
    },
    look: () => database.look(),
    close: () => {
      database.close();
    },
  };
}
