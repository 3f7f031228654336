import type { Stores } from '../stores.ts';
import { createMemoryApprovalStore } from './approval-store.ts';
import { createMemoryFollowStore } from './follow-store.ts';
import { createMemoryLeases } from './leases.ts';
import { createMemoryRefusalStore } from './refusal-store.ts';
import { createMemorySeenEvents } from './seen-events.ts';
import { createMemoryStartLog } from './start-log.ts';

/** The same doors as SQLite's, gone when the process ends: for tests of whatever needs a store. */
export function createMemoryStores(): Stores {
  return {
    approvals: createMemoryApprovalStore(),
    starts: createMemoryStartLog(),
    follows: createMemoryFollowStore(),
    refusals: createMemoryRefusalStore(),
    seen: createMemorySeenEvents(),
    leases: createMemoryLeases(),
    open: () => Promise.resolve(),
    close: () => undefined,
  };
}
