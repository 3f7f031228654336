export type {
  Approval,
  ApprovalId,
  Approved,
  Ask,
  Cancelled,
  Card,
  CardRef,
  CliIdentity,
  Decision,
  Expired,
  Pending,
  PolicyToday,
  Provenance,
  Rejected,
  Requester,
  TokenState,
  Verdict,
} from './approval.ts';
export type { Telling } from './telling.ts';
export type { Leave, Leaves } from './delegates.ts';
export { needNow } from './policy-today.ts';
export { lessThanLeftMs } from './countdown.ts';
export { namedNow, notNeeded } from './named-now.ts';
export { emailIn } from './email-in.ts';
export { mayBeForgotten } from './may-be-forgotten.ts';
export { executionOf } from './execution-of.ts';
export { taskPlaceOf } from './task-place.ts';
export {
  brokenLink,
  emptyAudit,
  nextEntry,
  type AuditedEvent,
  type AuditEntry,
  type AuditHead,
} from './audit.ts';
export { createApprovals } from './approvals.ts';
export type { ApprovalsNeeds } from './admission.ts';
export { after } from './after.ts';
export { namesIn } from './names.ts';
export { whoCan } from './who-can.ts';
export { createLedger, type Ledger } from './ledger.ts';
export type { Happening } from './happening.ts';
export type { Batch, BatchId, BatchStore } from './batch.ts';
export { createBatches, type Batches } from './batches.ts';
export { createAsks, type Asks, type SentAsk, type TakenTask } from './asks.ts';
export { nextDueAt, withDue, withoutDue, type Due, type DueKind } from './due.ts';
export type { Escalation, Gate, Level, ReasonRule, Reminders, Severity } from './gate.ts';
export type { ApprovalStore, AskPlace, Change } from './store.ts';
export type { Approvals, Press, PressOutcome, RefusalCode, Submission, Together } from './press.ts';
export type { TogetherOutcome } from './together.ts';
