import type { ApprovalStore } from '../../approvals/index.ts';
import type { SeenEvents } from '../../events/index.ts';
import type { FollowStore, StartLog } from '../../executions/index.ts';
import { createSqliteApprovalStore } from './approval-store.ts';
import { openDatabase } from './database.ts';
import { createSqliteFollowStore } from './follow-store.ts';
import { createSqliteSeenEvents } from './seen-events.ts';
import { createSqliteStartLog } from './start-log.ts';

export { DatabaseTooNew } from './database.ts';

export interface Stores {
  readonly approvals: ApprovalStore;
  readonly starts: StartLog;
  readonly follows: FollowStore;
  readonly seen: SeenEvents;
  close(): void;
}

/** @param path of the database file, made where there is none. @throws {DatabaseTooNew} */
export function openSqliteStores(path: string): Stores {
  const database = openDatabase(path);
  return {
    approvals: createSqliteApprovalStore(database),
    starts: createSqliteStartLog(database),
    follows: createSqliteFollowStore(database),
    seen: createSqliteSeenEvents(database),
    close: () => {
      database.close();
    },
  };
}
