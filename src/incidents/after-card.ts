import type { CardRef } from '../approvals/index.ts';
import { withDue, withoutDue, type IncidentDueKind } from './due.ts';
import { entriesSoFar } from './entered.ts';
import type { Incident } from './incident.ts';
import { leavingOut } from './leaving-out.ts';
import { shownLater, shownSoon } from './showing.ts';

/** A process takes something in hand that must not be done twice at once; undefined where another has. Pure. */
export function begun(
  incident: Incident,
  kind: IncidentDueKind,
  { now, until }: { readonly now: number; readonly until: number },
): Incident | undefined {
  const isDue = incident.due.some((due) => due.kind === kind && due.at <= now);
  return isDue && (incident.inHandUntil ?? 0) <= now ? { ...incident, inHandUntil: until } : undefined;
}

/** The card is as `seen` is; where the record changed meanwhile it is still to be shown. Pure. */
export function cardShown(
  incident: Incident,
  seen: Incident,
  card: { readonly ref: CardRef; readonly digest: string } | undefined,
  now: number,
): Incident {
  const shown = { ...incident.card, ...(card && { ...card, shownAt: now }) };
  const next = { ...free(incident), card: shown, due: withoutDue(incident.due, 'show') };
  if (incident.revision === seen.revision) return next;
  // Whatever is more than one more event has an entry in the timeline.
  return entriesSoFar(incident) === entriesSoFar(seen) ? shownLater(next, now) : shownSoon(next, now);
}

/** The thread knows this entry. Pure. */
export function entryTold(incident: Incident, key: string): Incident {
  const told = incident.told.includes(key) ? incident.told : [...incident.told, key];
  return { ...free(incident), told, due: withoutDue(incident.due, 'tell') };
}

/** It could not be done now. Pure. */
export function putOff(incident: Incident, kind: IncidentDueKind, until: number): Incident | undefined {
  const entry = incident.due.find((due) => due.kind === kind);
  return entry && { ...free(incident), due: withDue(incident.due, kind, until, entry.attempt + 1) };
}

/** Done with what was in hand. Pure. */
export function free(incident: Incident): Incident {
  return leavingOut(incident, 'inHandUntil');
}
