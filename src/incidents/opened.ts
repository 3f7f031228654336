import { derivedId, emptyChain } from '../platform/index.ts';
import { withDue } from './due.ts';
import { entered } from './entered.ts';
import type { Incident, IncidentId, IncidentPlan } from './incident.ts';
import { relatedTo } from './related.ts';
import { settlingDue } from './settling.ts';
import { eventMark, type Sighting } from './sighting.ts';
import { shownSoon } from './showing.ts';
import type { StepState } from './step.ts';
import { waitsAnew } from './waiting.ts';

/** The same for everybody who sees the same first event. Pure. */
function incidentId(key: string, round: number): IncidentId {
  return derivedId('inc', key, String(round));
}

/**
 * The first record of an incident, not yet written: revision 0. Pure.
 *
 * @param rounds.last number of the round before, of the same key; `rounds.before` its record, while it is kept
 */
export function opened(
  sighting: Sighting,
  plan: IncidentPlan,
  now: number,
  { last, before }: { readonly last: number; readonly before?: Incident },
): Incident {
  const round = last + 1;
  const { key } = sighting;
  const first: Incident = {
    ...{ id: incidentId(key, round), key, round, revision: 0, plan, first: sighting, latest: sighting },
    severity: plan.severity,
    count: 1,
    recent: [eventMark(sighting)],
    openedAt: now,
    lastSeenAt: now,
    state: { kind: 'open' },
    escalated: 0,
    steps: {},
    timeline: [],
    timelineFolded: 0,
    told: [],
    card: {},
    due: [],
    related: before ? [{ kind: 'incident', id: before.id }] : [],
    audit: emptyChain,
  };
  const says = before ? `${sighting.title} It came again after it was resolved.` : sighting.title;
  const entry = { at: now, what: 'opened' as const, says: sentence(says), tell: false };
  const waiting = waitsAnew(relatedTo(entered(first, entry), sighting), now);
  return begunAtOnce(shownSoon({ ...waiting, due: settlingDue(waiting) }, now), now);
}

/** Steps that nobody is asked for are going from the first moment. */
function begunAtOnce(incident: Incident, now: number): Incident {
  const steps = incident.plan.runbook.filter(({ atOnce }) => atOnce);
  if (steps.length === 0) return incident;
  const going: StepState = { kind: 'going', at: now };
  const begun = steps.reduce(
    (so, { label }) =>
      entered(so, { at: now, what: 'step-begun', says: `${label}: begun at once.`, tell: false }),
    incident,
  );
  return {
    ...begun,
    steps: Object.fromEntries(steps.map(({ name }) => [name, going])),
    due: withDue(begun.due, 'step', now),
  };
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
