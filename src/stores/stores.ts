import type { RefusalStore } from '../access/index.ts';
import type { ApprovalStore, BatchStore } from '../approvals/index.ts';
import type { SeenEvents } from '../events/index.ts';
import type { FollowStore, ScheduleStore, StartLog } from '../executions/index.ts';
import type { IncidentStore, SurgeStore } from '../incidents/index.ts';
import type { Leases } from '../platform/index.ts';

/** Everything that is kept, whatever keeps it. */
export interface Stores {
  readonly approvals: ApprovalStore;
  readonly batches: BatchStore;
  readonly starts: StartLog;
  readonly follows: FollowStore;
  readonly incidents: IncidentStore;
  readonly surges: SurgeStore;
  readonly schedules: ScheduleStore;
  readonly refusals: RefusalStore;
  readonly seen: SeenEvents;
  readonly leases: Leases;
  /** Looks that what keeps them is there and fits; before anything else is asked. */
  open(): Promise<void>;
  /** Looks that what keeps them can be written now. Rejects with what keeps it from that. */
  look(): Promise<void>;
  close(): void;
}
