import type { UserId } from '../access/index.ts';

/** What happened in an incident, in the order of writing. */
export type Happened =
  | 'opened'
  | 'seen-again'
  | 'grew-worse'
  | 'acknowledged'
  | 'assigned'
  | 'snoozed'
  | 'woke'
  | 'escalated'
  | 'step-asked'
  | 'step-begun'
  | 'step-done'
  | 'step-failed'
  | 'noted'
  | 'resolved'
  | 'reopened';

export interface TimelineEntry {
  readonly at: number;
  readonly what: Happened;
  /** Who did it; absent where it happened by itself. */
  readonly who?: UserId;
  /** One sentence, plain text; whoever shows it escapes it. */
  readonly says: string;
  /** Written into the card's thread as well, once; the key under which that is known. */
  readonly tell?: string;
  /** Who is called there: a user id or a group (`@platform-leads`). */
  readonly calls?: string;
}
