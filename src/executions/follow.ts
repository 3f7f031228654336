import type { CardRef } from '../approvals/index.ts';
import type { UserId } from '../access/index.ts';
import type { ExecutionStatus } from './execution.ts';
import type { Explanation } from './explain/explain.ts';
import type { Progress } from './progress.ts';

/** What a status event, or a look at AWS, says about an execution. */
export interface StatusChange {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** How often it was redriven: a later RUNNING belongs to a later round. */
  readonly redriveCount: number;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly error?: string;
  readonly cause?: string;
}

/** The durable record of an execution that people follow: one card, made from this. */
export interface Follow {
  readonly executionArn: string;
  /** How it stood when it was heard of last. */
  readonly run: StatusChange;
  /** Grows by one with every write: the compare-and-swap's guard. */
  readonly revision: number;
  /** Channel name or id the card is posted to. */
  readonly channel: string;
  readonly startedBy?: UserId;
  /** Who redrove it with Signalbox, last. */
  readonly redrivenBy?: { readonly who: UserId; readonly round: number };
  readonly firstSeenAt: number;
  /** What its history showed when it was read last. */
  readonly progress?: Progress;
  /** Why it ended as it did: of this round, absent while it runs and until its history was read. */
  readonly explained?: Explanation;
  /** The thread was told of the failure of this round. */
  readonly told?: boolean;
  /** Somebody no longer wants it followed; its card stays as it is. */
  readonly left?: boolean;
  /** AWS no longer knows the execution; nothing more will be heard of it. */
  readonly gone?: boolean;
  readonly card: { readonly ref?: CardRef; readonly digest?: string; readonly shownAt?: number };
  /** The card is to be shown at `at`; absent while it is equal to the record. */
  readonly due?: { readonly at: number; readonly attempt: number };
}

/** Where followed executions live. One suite (test/contracts/follow-store.ts) holds every implementation to this. */
export interface FollowStore {
  /** Writes a first record (revision 1), or one whose stored revision is `follow.revision - 1`. */
  write(follow: Follow): Promise<'written' | 'stale'>;
  get(executionArn: string): Promise<Follow | undefined>;
  /** Records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Follow[]>;
  /** Records whose execution is still running, as far as is known, and not gone; longest unchanged first. */
  running(limit: number): Promise<readonly Follow[]>;
}
