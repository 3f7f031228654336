import type { UserId } from '../access/index.ts';
import type { CardRef } from '../approvals/index.ts';
import type { Incident, IncidentId } from './incident.ts';
import type { Sighting } from './sighting.ts';
import type { IncidentPlan } from './incident.ts';

/** What somebody wants of an incident. */
export type Wish =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'assign'; readonly to: UserId }
  | { readonly kind: 'snooze'; readonly forSeconds: number }
  | { readonly kind: 'resolve'; readonly because: string }
  | { readonly kind: 'reopen' }
  /** A line for the timeline. */
  | { readonly kind: 'note'; readonly text: string }
  /** A step of the runbook; pressed by a second person, it is their agreement. */
  | { readonly kind: 'step'; readonly step: string };

/** A button pressed, a modal submitted, or a command line entered. */
export interface IncidentPress {
  readonly incidentId: IncidentId;
  readonly who: UserId;
  readonly wish: Wish;
  /** The message the button stood on; a card that is not the incident's own is refused. */
  readonly on?: CardRef;
}

export type IncidentOutcome =
  | { readonly kind: 'accepted'; readonly incident: Incident; readonly sentence: string }
  /** Somebody was faster, or it is so already: the record says who. */
  | { readonly kind: 'unchanged'; readonly incident: Incident; readonly sentence: string }
  /** What happened, why, and who can. For this person only. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** The room's work, as events, listeners and the command line see it. */
export interface Incidents {
  /** Takes what an event says. Durable when it resolves; the same event again changes nothing. */
  take(sighting: Sighting, plan: IncidentPlan): Promise<void>;
  /** Rights are checked here. Never throws for what a person can do wrong. */
  press(press: IncidentPress): Promise<IncidentOutcome>;
  get(id: IncidentId): Promise<Incident | undefined>;
  /** By id, or by what people write: its last characters. */
  find(name: string): Promise<Incident | undefined>;
  /** Open ones, loudest first; with `forPerson`, theirs first. */
  open(options: { readonly limit: number; readonly forPerson?: UserId }): Promise<readonly Incident[]>;
}
