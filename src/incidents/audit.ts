import type { UserId } from '../access/index.ts';
import type { JsonObject, Link } from '../platform/index.ts';
import type { Happened } from './timeline.ts';

/** One line of the audit: what happened to an incident, by whom. Chained per incident by its hash. */
export interface IncidentLine extends Link {
  readonly incidentId: string;
  readonly at: number;
  readonly what: Happened;
  /** Absent where it happened by itself. */
  readonly who?: UserId;
  readonly detail: JsonObject;
}
