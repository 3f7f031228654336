import type { Approval, ApprovalId, AskPlace, BatchId, Happening } from '../approvals/index.ts';
import type { Sent } from './ports.ts';

/** What delivery needs of the records. The approvals room's ledger is one. */
export interface Records {
  get(id: ApprovalId): Promise<Approval | undefined>;
  record(
    id: ApprovalId,
    happening: Happening,
  ): Promise<{ readonly approval: Approval; readonly changed: boolean } | undefined>;
  due(now: number, limit: number): Promise<readonly Approval[]>;
  pending(limit: number, after?: AskPlace): Promise<readonly Approval[]>;
  answer(approval: Approval): Sent | undefined;
  token(approval: Approval): string | undefined;
  original(approval: Approval): string | undefined;
  ofBatch(id: BatchId): Promise<readonly Approval[]>;
  ofExecution(executionArn: string): Promise<readonly Approval[]>;
  /** True once, for a record whose card nobody can have tried to post before. */
  firstTry(id: ApprovalId): boolean;
}
