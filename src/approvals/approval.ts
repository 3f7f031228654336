import type { UserId } from '../access/index.ts';
import type { JsonObject, JsonValue, Sealed } from '../platform/index.ts';
import type { AuditHead } from './audit.ts';
import type { BatchId } from './batch.ts';
import type { Due, DueKind } from './due.ts';
import type { Gate } from './gate.ts';
import type { Telling } from './telling.ts';

export type ApprovalId = string;
export type Verdict = 'approve' | 'reject';

/** What a workflow sent to wait for people. Redacted: nothing in it is a token. */
export interface Ask {
  readonly form: 'activity' | 'queue' | 'event';
  readonly input: JsonValue;
  readonly askedAt: number;
  /** Where the ask says that it comes from; not yet proven. An activity's ask cannot say. */
  readonly claimed?: { readonly executionArn: string; readonly stateName: string };
  /** Queue and event form: the queue that the ask came by. */
  readonly queueUrl?: string;
  /** Activity form: the fresh worker name of the poll; ActivityStarted in the history carries it. */
  readonly workerName?: string;
}

/** The execution behind an ask, once its own history proved it. Until then: why not yet, or why never. */
export type Provenance =
  /** `original` is the ask's message as it came, encrypted: kept for the dead-letter queue until this is settled. */
  | { readonly kind: 'being-verified'; readonly original?: Sealed }
  | { readonly kind: 'unverified'; readonly because: string }
  | {
      readonly kind: 'verified';
      readonly executionArn: string;
      readonly stateMachineArn: string;
      readonly machine: string;
      readonly stateName: string;
      readonly scheduledEventId: number;
      /** When the task was scheduled, ms. */
      readonly scheduledAt: number;
    };

/** Who wanted this: recorded at the start with Signalbox, claimed by the input, or unknown. */
export type Requester =
  | { readonly kind: 'recorded'; readonly id: UserId }
  | { readonly kind: 'claimed'; readonly email: string }
  | { readonly kind: 'unknown' };

/** Where the task token is on its way back. Its text is kept, encrypted, only while it is still needed. */
export type TokenState =
  | { readonly kind: 'waiting'; readonly sealed: Sealed }
  | { readonly kind: 'returned'; readonly at: number; readonly proof: 'answered' | 'found-in-history' }
  | { readonly kind: 'too-late'; readonly at: number; readonly because: string }
  | { readonly kind: 'failed'; readonly at: number; readonly because: string };

/** Who the command line's person is to AWS. A type, not an interface: it stands in the audit as JSON. */
export type CliIdentity = {
  /** The caller of sts:GetCallerIdentity. */
  readonly arn: string;
  /** Who said that the person is a member: Slack, or `people:` where Slack did not answer. */
  readonly standingFrom: 'slack' | 'signalbox.yaml';
};

/** One person's verdict. */
export interface Decision {
  readonly verdict: Verdict;
  readonly approver: UserId;
  /** Where it was given on the command line. */
  readonly identity?: CliIdentity;
  readonly level: number;
  readonly reason?: string;
  readonly form?: JsonObject;
  readonly decidedAt: number;
  /** What the right rested on, in words. */
  readonly basedOn: string;
  /** The person on leave for whom this one decided: both together are one voice. */
  readonly onBehalfOf?: UserId;
  /** The requester approved their own request; to be looked at afterwards. */
  readonly breakGlass?: boolean;
}

/** How today's signalbox.yaml bears on an ask that came under an earlier one. */
export interface PolicyToday {
  /** It has no such gate for this machine and level: nobody can decide. */
  readonly gone: boolean;
  /** How many must agree, by level: the larger of both numbers. */
  readonly need: readonly number[];
}

export interface CardRef {
  readonly channel: string;
  readonly ts: string;
}

/** What people see of the record, and what was last shown. */
export interface Card {
  readonly ref?: CardRef;
  readonly digest?: string;
  /** Why it could not be shown the last time, where a person must mend something. */
  readonly lost?: string;
}

interface Common {
  readonly id: ApprovalId;
  /** Grows by one with every write: the compare-and-swap's guard. */
  readonly revision: number;
  /** The policy as it was when the ask came. */
  readonly gate: Gate;
  readonly ask: Ask;
  readonly provenance: Provenance;
  readonly requester: Requester;
  readonly token: TokenState;
  /** The ask of the same state that came after this one: the execution was redriven, or its task tried again. */
  readonly askedAgain?: { readonly id: ApprovalId; readonly card?: CardRef };
  /** SHA-256 of the token: a token seen twice is one ask. */
  readonly tokenDigest: string;
  /** Index of the level that is asked now. */
  readonly level: number;
  readonly decisions: readonly Decision[];
  /** When the workflow stops waiting, ms; absent while unknown, null where the state has no timeout. */
  readonly expiresAt?: number | null;
  readonly card: Card;
  /** It came in a burst: it has no card of its own, the digest card of its batch stands for it. */
  readonly batch?: BatchId;
  /** Since when the level of now is asked, ms; reminders and escalations count from here. */
  readonly levelSince?: number;
  /** Reminders of this level so far. */
  readonly reminded?: number;
  /** Who may decide a level besides those it names, because nobody did for long. */
  readonly escalated?: readonly { readonly to: string; readonly level: number; readonly at: number }[];
  /** The task must hear from us this often, s; absent where it need not. */
  readonly heartbeatSeconds?: number;
  /** Absent while today's policy says what the recorded one does. */
  readonly today?: PolicyToday;
  /** What people are still to be told beside the card, in this order. */
  readonly tellings?: readonly Telling[];
  readonly due: readonly Due[];
  /** What a process does right now that must not be done twice at once, and when it counts as dead, ms. */
  readonly inHand?: Partial<Readonly<Record<DueKind, number>>>;
  readonly audit: AuditHead;
}

export type Pending = Common & { readonly status: 'pending' };
interface Closed {
  readonly closedAt: number;
}
interface Decided extends Closed {
  /** In the default output and in the audit: proof that an answer found in a history is ours. */
  readonly decisionId: string;
}
export type Approved = Common & Decided & { readonly status: 'approved' };
export type Rejected = Common & Decided & { readonly status: 'rejected' };
export type Expired = Common & Closed & { readonly status: 'expired' };
export type Cancelled = Common &
  Closed & {
    readonly status: 'cancelled';
    readonly because: string;
    /** Where the requester withdrew it: the task token goes back with error `Cancelled`. */
    readonly withdrawn?: { readonly by: UserId; readonly decisionId: string };
  };

/** The durable record of a gate. */
export type Approval = Pending | Approved | Rejected | Expired | Cancelled;
