import type { UserId } from '../access/index.ts';
import type { CardRef } from '../approvals/index.ts';
import type { ChainHead } from '../platform/index.ts';
import type { IncidentLine } from './audit.ts';
import type { Severity } from './severity.ts';
import type { Sighting } from './sighting.ts';
import type { Step, StepState } from './step.ts';
import type { SurgeId, SurgeTally } from './surge.ts';
import type { TimelineEntry } from './timeline.ts';

export type IncidentId = string;

export type IncidentState =
  | { readonly kind: 'open' }
  | { readonly kind: 'acknowledged'; readonly by: UserId; readonly at: number }
  /** Nobody is called before `until`; then it is open again. */
  | { readonly kind: 'snoozed'; readonly by: UserId; readonly at: number; readonly until: number }
  /** `by` is absent where it was over by itself. */
  | { readonly kind: 'resolved'; readonly by?: UserId; readonly at: number; readonly because: string };

/**
 * What a record says must still be made true; one of each kind at most, each safe to repeat.
 * - show: make the card equal to the record
 * - tell: write what the thread was not told yet
 * - escalate: nobody acknowledged for as long as the route says
 * - wake: a snooze is over
 * - settle: nothing was heard for as long as the route says; it resolves by itself
 * - step: carry out the steps that are going
 */
export type IncidentDue = {
  readonly kind: 'show' | 'tell' | 'escalate' | 'wake' | 'settle' | 'step';
  readonly at: number;
  readonly attempt: number;
};

/** How the route of its first event wants it handled; kept with the record, so that a changed file does not change it. */
export interface IncidentPlan {
  /** Of the route: what `access:` rules name, `alarm` or what the file says. */
  readonly route: string;
  /** `notice`: worth seeing, nobody must do anything; closed by itself. */
  readonly weight: 'incident' | 'notice';
  /** Channel name or id. */
  readonly channel: string;
  readonly severity: Severity;
  /** Called one after the other until somebody acknowledges; seconds after it opened. */
  readonly escalate: readonly { readonly afterSeconds: number; readonly to: string }[];
  /** Resolves by itself when nothing was heard for so long. */
  readonly settleAfterSeconds?: number;
  readonly runbook: readonly Step[];
}

/** The durable record of an incident: one card and one thread, made from this. */
export interface Incident {
  /** Made from its key and round: two processes that see the same first event make the same id. */
  readonly id: IncidentId;
  readonly key: string;
  /** An incident of the same key that comes after one was resolved for good is the next round. */
  readonly round: number;
  /** Grows by one with every write: the compare-and-swap's guard. */
  readonly revision: number;
  readonly plan: IncidentPlan;
  /** What is known now: the first sighting's words, with the newest facts. */
  readonly first: Sighting;
  readonly latest: Sighting;
  readonly severity: Severity;
  /** Events that belong to it. */
  readonly count: number;
  /** Keys of the events of the last write; those of earlier ones are among the seen events. So one that comes twice counts once. */
  readonly recent: readonly string[];
  readonly openedAt: number;
  readonly lastSeenAt: number;
  readonly state: IncidentState;
  /** Who has it. */
  readonly commander?: UserId;
  /** Since when it waits for somebody to acknowledge it, ms; escalations count from here. Absent while it does not. */
  readonly waitingSince?: number;
  /** How many of the escalations were called since then. */
  readonly escalated: number;
  readonly steps: Readonly<Record<string, StepState>>;
  readonly timeline: readonly TimelineEntry[];
  /** Entries that no longer fit; counted, not kept. */
  readonly timelineFolded: number;
  /** Keys of what the thread was told. */
  readonly told: readonly string[];
  /** Absent `ref`: not posted yet. `inSurge`: no card of its own, the channel's surge card counts it. */
  readonly card: {
    readonly ref?: CardRef;
    readonly digest?: string;
    readonly shownAt?: number;
    readonly inSurge?: SurgeId;
  };
  readonly due: readonly IncidentDue[];
  /** A process posts or carries out a step, which must not be done twice at once, and counts as dead at this moment, ms. */
  readonly inHandUntil?: number;
  /** Executions and incidents that belong to the same trouble. */
  readonly related: readonly { readonly kind: 'execution' | 'incident'; readonly id: string }[];
  /** The last line of its audit. */
  readonly audit: ChainHead;
}

/** What is written together, whole or not at all: the next record, and the audit lines that belong to it. */
export interface IncidentChange {
  readonly incident: Incident;
  readonly entries: readonly IncidentLine[];
}

/** Where incidents live. One suite (test/contracts/incident-store.ts) holds every implementation to this. */
export interface IncidentStore {
  /** Writes a first record (revision 1), or one whose stored revision is `incident.revision - 1`. */
  write(change: IncidentChange): Promise<'written' | 'stale'>;
  get(id: IncidentId): Promise<Incident | undefined>;
  /** The newest round of this key, while it is kept. */
  latest(key: string): Promise<Incident | undefined>;
  /** Number of the newest round of this key, also of one that was forgotten; 0 where there was none. */
  lastRound(key: string): Promise<number>;
  /** Records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Incident[]>;
  /** Not resolved, and no notices: loudest first, then newest first. */
  open(limit: number): Promise<readonly Incident[]>;
  /** All that opened at or after `from` and before `to` (ms), oldest first. */
  between(from: number, to: number): AsyncIterable<Incident>;
  /** What a surge card stands for: those that have no card of their own, by route and severity. */
  tally(surge: SurgeId): Promise<SurgeTally>;
  /** Every line of the audit once, those of one incident in order of writing; of one incident where an id is given. */
  audit(id?: IncidentId): AsyncIterable<IncidentLine>;
  /** Deletes records resolved before this moment (ms) of which nothing is due, and says how many. Their audit stays. */
  forgetResolved(before: number): Promise<number>;
}
