import type { Approval, ApprovalId } from './approval.ts';
import type { AuditEntry } from './audit.ts';
import type { BatchId } from './batch.ts';

/** Where an ask stands in the order of all: by when it was asked, then by its id. */
export interface AskPlace {
  readonly askedAt: number;
  readonly id: ApprovalId;
}

/** What a change wants to write: the next record and the audit lines that belong to it, in one write. */
export interface Change {
  readonly approval: Approval;
  readonly entries: readonly AuditEntry[];
}

/**
 * Where approvals live. One suite (test/contracts/approval-store.ts) holds every implementation to this:
 * a write is durable when its promise resolves, and is whole or not at all.
 */
export interface ApprovalStore {
  /** `exists` where this id, made from the task token, is there already; nothing is written then. */
  insert(change: Change): Promise<'inserted' | 'exists'>;
  /** Writes only where the stored revision is `change.approval.revision - 1`. */
  replace(change: Change): Promise<'replaced' | 'stale'>;
  get(id: ApprovalId): Promise<Approval | undefined>;
  /** Records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Approval[]>;
  /** Pending records, oldest ask first; those after this one, where it is given. */
  pending(limit: number, after?: AskPlace): Promise<readonly Approval[]>;
  /** Every record of a batch, oldest first. */
  ofBatch(id: BatchId): Promise<readonly Approval[]>;
  /** Every record of an execution, proven or claimed ({@link executionOf}), oldest first. */
  ofExecution(executionArn: string): Promise<readonly Approval[]>;
  /** Every line of the audit once, those of one approval in order of writing; of one approval where an id is given. */
  audit(id?: ApprovalId): AsyncIterable<AuditEntry>;
  /** Deletes records closed before this moment (ms) of which nothing is due, and says how many. Their audit stays. */
  forgetClosed(before: number): Promise<number>;
}
