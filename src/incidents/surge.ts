import type { CardRef } from '../approvals/index.ts';
import type { IncidentId } from './incident.ts';
import type { Severity } from './severity.ts';

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

/** More came at once than a channel takes: one card stands for those that have none of their own. */
export interface Surge {
  readonly id: string;
  readonly channel: string;
  readonly revision: number;
  readonly since: number;
  readonly lastAt: number;
  /** Nothing came for a while: the next flood is another surge. */
  readonly over: boolean;
  readonly total: number;
  /** Loudest first. */
  readonly groups: readonly SurgeGroup[];
  readonly card: { readonly ref?: CardRef; readonly digest?: string; readonly shownAt?: number };
  readonly due?: { readonly at: number; readonly attempt: number };
}
