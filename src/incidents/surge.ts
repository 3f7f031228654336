import type { CardRef } from '../approvals/index.ts';
import type { IncidentId } from './incident.ts';
import type { Severity } from './severity.ts';

export type SurgeId = string;

/** Incidents of one route and severity that came too fast for cards of their own. */
export interface SurgeGroup {
  readonly route: string;
  readonly severity: Severity;
  readonly count: number;
  /** Title of the newest. */
  readonly title: string;
  /** The newest of them, at most twenty. */
  readonly ids: readonly IncidentId[];
}

/** What the records say of a surge. */
export interface SurgeTally {
  readonly total: number;
  /** When the newest of them opened, ms; absent where there is none. */
  readonly lastAt?: number;
  /** Loudest first. */
  readonly groups: readonly SurgeGroup[];
}

/** More came at once than a channel takes: one card stands for those that have none of their own. */
export interface Surge {
  readonly id: SurgeId;
  readonly channel: string;
  readonly revision: number;
  readonly since: number;
  readonly lastAt: number;
  /** Nothing came for a while: the next flood is another surge. */
  readonly over: boolean;
  /** As of the last look at the records. */
  readonly total: number;
  /** Loudest first. */
  readonly groups: readonly SurgeGroup[];
  /** Whom its escalations called, once for all of it, and in the thread of which incident. */
  readonly called?: readonly { readonly to: string; readonly of: IncidentId }[];
  readonly card: { readonly ref?: CardRef; readonly digest?: string; readonly shownAt?: number };
  readonly due?: { readonly at: number; readonly attempt: number };
  /** A process posts the card, and counts as dead at this moment, ms. */
  readonly inHandUntil?: number;
}

/** Where surges live. One suite (test/contracts/surge-store.ts) holds every implementation to this. */
export interface SurgeStore {
  /** Writes a first record (revision 1), or one whose stored revision is `surge.revision - 1`. */
  write(surge: Surge): Promise<'written' | 'stale'>;
  get(id: SurgeId): Promise<Surge | undefined>;
  /** Records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Surge[]>;
}
