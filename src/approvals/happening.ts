import type {
  ApprovalId,
  CardRef,
  CliIdentity,
  Decision,
  PolicyToday,
  Provenance,
  Verdict,
} from './approval.ts';
import type { DueKind } from './due.ts';
import type { UserId } from '../access/index.ts';
import type { RefusalCode } from './press.ts';
import type { Telling } from './telling.ts';

/** What can happen to a record. {@link after} says what follows. */
export type Happening =
  | {
      readonly kind: 'verified';
      readonly provenance: Extract<Provenance, { kind: 'verified' }>;
      /** ms; null where the state has no timeout. */
      readonly expiresAt: number | null;
      /** Who started the execution with Signalbox, where it was. */
      readonly startedBy?: UserId;
      /** The task must hear from us this often, s. */
      readonly heartbeatSeconds?: number;
    }
  | { readonly kind: 'unproven'; readonly because: string }
  /** The execution that the ask names does not exist: nobody can decide, and the message goes to the dead-letter queue. */
  | { readonly kind: 'execution-unknown'; readonly because: string }
  | { readonly kind: 'ask-rejected' }
  /** The task behind this ask is over, while its execution goes on: a missed heartbeat, a failed sibling. */
  | { readonly kind: 'task-over'; readonly because: string }
  /** The same state asked anew: that approval, and its card where there is one already. */
  | { readonly kind: 'asked-again'; readonly by: ApprovalId; readonly card?: CardRef }
  | {
      readonly kind: 'decided';
      readonly decision: Decision;
      readonly decisionId: string;
      /** How many must agree: the larger of the recorded gate's number and today's. */
      readonly need: number;
      /** Those who agreed at this level and may not any more: their approvals count no longer. */
      readonly lost?: readonly UserId[];
    }
  | { readonly kind: 'withdrawn'; readonly who: UserId; readonly decisionId: string }
  /** A modal was opened for this person. */
  | {
      readonly kind: 'words-asked';
      readonly who: UserId;
      readonly verdict: Verdict;
      readonly breakGlass: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly who: UserId;
      readonly code: RefusalCode;
      readonly identity?: CliIdentity;
    }
  | { readonly kind: 'deadline-passed' }
  | { readonly kind: 'policy-changed'; readonly today: PolicyToday }
  | { readonly kind: 'reminder-due' }
  | { readonly kind: 'escalation-due' }
  | { readonly kind: 'heartbeat-sent' }
  | { readonly kind: 'execution-ended'; readonly status: string }
  | { readonly kind: 'token-returned'; readonly proof: 'answered' | 'found-in-history' }
  | { readonly kind: 'token-too-late'; readonly because: string }
  | { readonly kind: 'token-failed'; readonly because: string }
  /** `revision` is that of the record the card was made from: a later one is still to be shown. */
  | {
      readonly kind: 'card-shown';
      readonly revision: number;
      readonly ref: CardRef;
      readonly digest: string;
      readonly adopted: boolean;
    }
  | { readonly kind: 'card-current'; readonly revision: number }
  /** The card cannot be shown until somebody mends something; tried again at `until`, or never where nobody needs it. */
  | { readonly kind: 'card-lost'; readonly because: string; readonly until?: number }
  /** One of the record's tellings is done; `because` says why it was given up, `then` what it comes down to. */
  | {
      readonly kind: 'told';
      readonly key: string;
      readonly because?: string;
      readonly then?: readonly Telling[];
    }
  /** A process begins what two must not do at once; it counts as dead at `until`. */
  | { readonly kind: 'begun'; readonly due: DueKind; readonly until: number }
  /** Making something true failed for now. `held`: the mark under which it was tried, where it takes one. */
  | {
      readonly kind: 'put-off';
      readonly due: DueKind;
      readonly until: number;
      readonly held?: number;
    };
