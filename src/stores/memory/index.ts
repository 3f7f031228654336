import type { Stores } from '../stores.ts';
import { createMemoryApprovalStore } from './approval-store.ts';
import { createMemoryBatchStore } from './batch-store.ts';
import { createMemoryFollowStore } from './follow-store.ts';
import { createMemoryIncidentStore } from './incident-store.ts';
import { createMemoryLeases } from './leases.ts';
import { createMemoryScheduleStore } from './schedule-store.ts';
import { createMemoryRefusalStore } from './refusal-store.ts';
import { createMemorySeenEvents } from './seen-events.ts';
import { createMemoryStartLog } from './start-log.ts';
import { createMemorySurgeStore } from './surge-store.ts';

/** The same doors as SQLite's, gone when the process ends: for tests of whatever needs a store. */
export function createMemoryStores(): Stores {
  return {
    approvals: createMemoryApprovalStore(),
    batches: createMemoryBatchStore(),
    starts: createMemoryStartLog(),
    follows: createMemoryFollowStore(),
    incidents: createMemoryIncidentStore(),
    surges: createMemorySurgeStore(),
    schedules: createMemoryScheduleStore(),
    refusals: createMemoryRefusalStore(),
    seen: createMemorySeenEvents(),
    leases: createMemoryLeases(),
    open: () => Promise.resolve(),
    look: () => Promise.resolve(),
    close: () => undefined,
  };
}
