import type { ApprovalStore } from '../../approvals/index.ts';
import type { SeenEvents } from '../../events/index.ts';
import type { FollowStore, StartLog } from '../../executions/index.ts';
import { createMemoryApprovalStore } from './approval-store.ts';
import { createMemoryFollowStore } from './follow-store.ts';
import { createMemorySeenEvents } from './seen-events.ts';
import { createMemoryStartLog } from './start-log.ts';

/** The same doors as SQLite's, gone when the process ends: for tests of whatever needs a store. */
export function createMemoryStores(): {
  readonly approvals: ApprovalStore;
  readonly starts: StartLog;
  readonly follows: FollowStore;
  readonly seen: SeenEvents;
  close(): void;
} {
  return {
    approvals: createMemoryApprovalStore(),
    starts: createMemoryStartLog(),
    follows: createMemoryFollowStore(),
    seen: createMemorySeenEvents(),
    close: () => undefined,
  };
}
