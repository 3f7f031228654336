import type { ApprovalStore } from '../../approvals/index.ts';
import type { StartLog } from '../../executions/index.ts';
import { createMemoryApprovalStore } from './approval-store.ts';
import { createMemoryStartLog } from './start-log.ts';

/** The same doors as SQLite's, gone when the process ends: for tests of whatever needs a store. */
export function createMemoryStores(): {
  readonly approvals: ApprovalStore;
  readonly starts: StartLog;
  close(): void;
} {
  return { approvals: createMemoryApprovalStore(), starts: createMemoryStartLog(), close: () => undefined };
}
