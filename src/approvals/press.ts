import type { UserId } from '../access/index.ts';
import type { JsonObject } from '../platform/index.ts';
import type { Approval, ApprovalId, CardRef, CliIdentity, Verdict } from './approval.ts';
import type { BatchId } from './batch.ts';
import type { ReasonRule } from './gate.ts';
import type { TogetherOutcome } from './together.ts';

/** A button pressed, a modal submitted, or a command line entered: somebody wants to decide. */
export interface Press {
  readonly approvalId: ApprovalId;
  readonly who: UserId;
  readonly verdict: Verdict;
  /** The message the button stood on; a card that is not the record's own is refused. Absent for modals and the CLI. */
  readonly on?: CardRef;
  readonly via: 'slack' | 'cli';
  /** Who the person is to AWS; goes into the audit beside the Slack id. The CLI's alone. */
  readonly identity?: CliIdentity;
}

/** What came with the modal. */
export interface Submission extends Press {
  readonly reason?: string;
  readonly form?: JsonObject;
  /** The second confirmation that somebody gave who approves their own request. */
  readonly confirmed?: boolean;
}

/** Why somebody may not decide; each has its sentence for the person. */
export type RefusalCode =
  | 'unknown-approval'
  | 'foreign-card'
  | 'not-a-member'
  | 'lookup-failed'
  | 'not-an-approver'
  | 'not-among'
  | 'own-request'
  | 'decided-earlier'
  | 'agreed-already'
  | 'requester-unknown'
  | 'policy-changed'
  | 'being-verified'
  | 'unverified'
  | 'reason-missing'
  | 'not-confirmed'
  | 'form-wrong'
  | 'not-requester'
  | 'not-in-slack';

export type PressOutcome =
  /** Recorded; the token and the card follow. */
  | { readonly kind: 'accepted'; readonly approval: Approval }
  /** The gate wants words first: open the modal. */
  | {
      readonly kind: 'words-wanted';
      readonly approval: Approval;
      readonly reason: ReasonRule;
      readonly breakGlass: boolean;
    }
  /** Somebody or something was faster: the record says who. */
  | { readonly kind: 'closed'; readonly approval: Approval; readonly sentence: string }
  /** `sentence` says what happened, why, and who can. For this person only. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly sentence: string };

/** One verdict for the approvals of a batch. */
export interface Together {
  readonly batchId: BatchId;
  /** Asks that came later are not meant: who decides has not seen them, ms. */
  readonly askedUntil: number;
  readonly words: Omit<Submission, 'approvalId' | 'on'>;
}

/** The room's work, as listeners and the command line see it. */
export interface Approvals {
  /** A button: decides at once, or says that words are wanted first. */
  press(press: Press): Promise<PressOutcome>;
  /**
   * What is wrong in a modal, to be said on its fields before it closes: `reason`, or `form.NAME`; empty where nothing
   * is. Asks only the store, so that the modal is acknowledged in time.
   */
  missing(submission: Submission): Promise<Readonly<Record<string, string>>>;
  /** A modal or the CLI: rights are checked again, and this time counts. */
  submit(submission: Submission): Promise<PressOutcome>;
  /** Decides many at once. Rights are looked up anew, once for all of them. */
  submitTogether(together: Together): Promise<TogetherOutcome>;
  /** The approvals of a batch, oldest ask first. */
  ofBatch(id: BatchId): Promise<readonly Approval[]>;
  /** The requester wants it no more; refused to everybody else. */
  withdraw(press: Omit<Press, 'verdict'>): Promise<PressOutcome>;
  /** Today's policy is another: cards of open approvals say so where it concerns them. */
  policyChanged(): Promise<void>;
  get(id: ApprovalId): Promise<Approval | undefined>;
  /** Open approvals, oldest first, and how many there are in all; with `forPerson`, those this person may decide now. */
  pending(options: {
    limit: number;
    forPerson?: UserId;
  }): Promise<{ readonly approvals: readonly Approval[]; readonly inAll: number }>;
}
