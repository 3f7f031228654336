import type { RefusalStore } from '../access/index.ts';
import type { ApprovalStore } from '../approvals/index.ts';
import type { SeenEvents } from '../events/index.ts';
import type { FollowStore, StartLog } from '../executions/index.ts';
import type { Leases } from '../platform/index.ts';

/** Everything that is kept, whatever keeps it. */
export interface Stores {
  readonly approvals: ApprovalStore;
  readonly starts: StartLog;
  readonly follows: FollowStore;
  readonly refusals: RefusalStore;
  readonly seen: SeenEvents;
  readonly leases: Leases;
  /** Looks that what keeps them is there and fits; before anything else is asked. */
  open(): Promise<void>;
  close(): void;
}
