import type { Approval, Batch, CardRef, Provenance, Telling } from '../approvals/index.ts';

/** What Step Functions answered to a returned token. */
export type TokenAnswer =
  | { readonly kind: 'done' }
  /** TaskTimedOut, TaskDoesNotExist: expired, execution ended, or already answered - perhaps by us. */
  | { readonly kind: 'closed'; readonly code: string }
  /** InvalidToken: malformed, or of a foreign account or Region. Final. */
  | { readonly kind: 'invalid-token'; readonly because: string }
  /** InvalidOutput: our own fault; the token is still alive. */
  | { readonly kind: 'invalid-output'; readonly because: string }
  /** Access or key denied: a person can mend it; try again slowly and say so loudly. */
  | { readonly kind: 'denied'; readonly because: string }
  /** Throttled, server error, network. */
  | { readonly kind: 'passing'; readonly because: string };

/** Gives task tokens back, there where they are from: no other place knows them. `aws/` implements it; it never throws. */
export interface TaskCallbacks {
  succeed(token: string, output: string, of: Approval): Promise<TokenAnswer>;
  /** The task is still worked on. */
  heartbeat(token: string, of: Approval): Promise<TokenAnswer>;
  fail(token: string, error: string, cause: string, of: Approval): Promise<TokenAnswer>;
}

/** What was sent with a token. */
export type Sent =
  | { readonly kind: 'success'; readonly output: string; readonly decisionId: string }
  | { readonly kind: 'failure'; readonly error: string; readonly cause: string; readonly decisionId: string };

/** What a look for the execution behind an ask found. */
export type Located =
  | {
      readonly kind: 'found';
      readonly provenance: Extract<Provenance, { kind: 'verified' }>;
      readonly timeoutSeconds: number | null;
      readonly startedAt: number;
      /** The task must hear from us this often; absent where it need not. */
      readonly heartbeatSeconds?: number;
      /** Earlier tasks of the same state that are over, by the ids of their Scheduled events. */
      readonly overBefore: readonly number[];
    }
  /** Nothing so far. `executionKnown`: the execution that the ask names exists, but does not show this task. */
  | { readonly kind: 'not-yet'; readonly executionKnown: boolean }
  | { readonly kind: 'wrong'; readonly because: string };

/** Where messages go that nobody can act on; nothing is dropped in silence. */
export interface DeadLetters {
  /** Beside the queue that the message came by. @throws where nothing can take it now */
  put(message: { queueUrl: string; body: string; because: string }): Promise<void>;
}

/** Reads histories to learn what is true. `aws/` implements it. @throws StepFunctionsRefused */
export interface Prover {
  /** Finds and proves the execution behind an ask. `not-yet`: nothing found so far, try again. */
  locate(approval: Approval, token: string): Promise<Located>;
  /** Whether the task is over, answered or not, while its execution may go on. */
  taskOver(provenance: Extract<Provenance, { kind: 'verified' }>): Promise<boolean>;
  /** Whether the task's own success or failure event carries exactly what we sent. */
  answeredByUs(provenance: Extract<Provenance, { kind: 'verified' }>, sent: Sent): Promise<boolean>;
}

/** Not now; `retryAfterSeconds` where Slack says when. */
export interface Passing {
  readonly kind: 'passing';
  readonly because: string;
  readonly retryAfterSeconds?: number;
}

export type ShowOutcome =
  | { readonly kind: 'shown'; readonly ref: CardRef; readonly digest: string; readonly adopted: boolean }
  /** Nothing to do: what is shown is what should be. */
  | { readonly kind: 'unchanged' }
  /** The card was deleted, its channel archived, or the bot removed. */
  | { readonly kind: 'lost'; readonly because: string }
  | Passing;

export type TellOutcome =
  | { readonly kind: 'told' }
  /** It comes down to these: one person each. */
  | { readonly kind: 'comes-down-to'; readonly tellings: readonly Telling[] }
  /** Slack will not take it, now or later. */
  | { readonly kind: 'refused'; readonly because: string }
  | Passing;

/** Tells people in Slack what concerns them beside the card. `slack/` implements it; it never throws. */
export interface Announcer {
  /** Says it once: one that an earlier try got through is found again. @param card the card whose thread it belongs to */
  tell(approval: Approval, telling: Telling, card: CardRef): Promise<TellOutcome>;
}

/** Shows what stands for many approvals at once. `slack/` implements it; it never throws. */
export interface BatchCards {
  /** @param members oldest ask first. @param mayBePosted as with {@link Cards} */
  show(batch: Batch, members: readonly Approval[], options: { mayBePosted: boolean }): Promise<ShowOutcome>;
}

/** Shows records in Slack. `slack/` implements it; it never throws. */
export interface Cards {
  /** @param mayBePosted look for a card of this record before posting one: an earlier try may have got through. */
  show(approval: Approval, options: { mayBePosted: boolean }): Promise<ShowOutcome>;
}
