import { linked } from '../platform/index.ts';
import type { IncidentLine } from './audit.ts';
import { withDueBy, withoutDue } from './due.ts';
import { entriesSoFar, untold } from './entered.ts';
import type { Incident, IncidentChange } from './incident.ts';

/** The next revision: what its timeline says anew is a line of the audit, and told where its card has a thread. Pure. */
export function changed(before: Incident | undefined, next: Incident, now: number): IncidentChange {
  const entries: IncidentLine[] = [];
  let head = next.audit;
  const anew = entriesSoFar(next) - (before ? entriesSoFar(before) : 0);
  for (const { at, what, who, says } of anew > 0 ? next.timeline.slice(-anew) : []) {
    const first = what === 'opened' && openedDetail(next);
    const entry = linked(head, {
      incidentId: next.id,
      at,
      what,
      ...(who !== undefined && { who }),
      detail: { says, ...first },
    });
    head = { sequence: entry.sequence, hash: entry.hash };
    entries.push(entry);
  }
  const revision = (before?.revision ?? 0) + 1;
  return { incident: { ...next, revision, audit: head, due: shownDue(next, now) }, entries };
}

function openedDetail({ key, round, plan, severity }: Incident) {
  return { key, round, route: plan.route, severity };
}

/** What has no card of its own has nothing to show and no thread to tell. */
function shownDue(incident: Incident, now: number): Incident['due'] {
  if (incident.card.inSurge !== undefined) return withoutDue(incident.due, 'show', 'tell');
  return untold(incident).length > 0
    ? withDueBy(incident.due, 'tell', now)
    : withoutDue(incident.due, 'tell');
}
