import type { Incident, Surge, TimelineEntry } from '../incidents/index.ts';
import type { ShowOutcome, TellOutcome } from './ports.ts';

/** Shows incidents in Slack. `slack/` implements it; it never throws. */
export interface IncidentCards {
  /** @param mayBePosted look for a card of this incident before posting one: an earlier try may have got through. */
  show(incident: Incident, options: { mayBePosted: boolean }): Promise<ShowOutcome>;
  /** Writes one entry of the timeline into the card's thread, once. @param mayBeTold look for the reply of an earlier try first */
  tell(incident: Incident, entry: TimelineEntry, options: { mayBeTold: boolean }): Promise<TellOutcome>;
}

/** Shows the card that stands for a flood. `slack/` implements it; it never throws. */
export interface SurgeCards {
  show(surge: Surge, options: { mayBePosted: boolean }): Promise<ShowOutcome>;
}
