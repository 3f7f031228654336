import { afterSighting } from '../../src/incidents/after-sighting.ts';
import { changed } from '../../src/incidents/changed.ts';
import { resolved } from '../../src/incidents/resolved.ts';
import type { Incident, IncidentChange, IncidentPlan, Sighting } from '../../src/incidents/index.ts';
import { monday } from './records.ts';

export function sighting(key: string, more: Partial<Sighting> = {}): Sighting {
  return {
    kind: 'alarm',
    eventKey: `${key}-1`,
    at: monday,
    account: '000000000000',
    region: 'eu-west-1',
    key,
    title: `${key}: errors above 5 %`,
    severity: 'high',
    phase: 'opens',
    facts: [{ name: 'Errors', value: '7 %' }],
    links: [],
    subject: {},
    detail: { n: 1, label: 'Añil ✓' },
    ...more,
  };
}

export function plan(more: Partial<IncidentPlan> = {}): IncidentPlan {
  return {
    route: 'alarms',
    weight: 'incident',
    channel: 'incidents',
    severity: 'high',
    escalate: [],
    runbook: [],
    ...more,
  };
}

/** The first record of an incident, as events make it. */
export function opening(key: string, more: Partial<IncidentPlan> = {}, now = monday): IncidentChange {
  return changed(undefined, must(afterSighting(undefined, sighting(key), plan(more), now)), now);
}

/** The change that another event of its key makes. */
export function again(
  incident: Incident,
  eventKey: string,
  more: Partial<IncidentPlan> = {},
  now = monday + 1_000,
): IncidentChange {
  const next = afterSighting(incident, sighting(incident.key, { eventKey, at: now }), plan(more), now);
  return changed(incident, must(next), now);
}

export function over(incident: Incident, now: number): IncidentChange {
  return changed(incident, resolved(incident, { because: 'Over.', now }), now);
}

/** The same change with other due work. */
export function due(change: IncidentChange, ...moments: readonly number[]): IncidentChange {
  const kinds = ['show', 'tell', 'escalate', 'wake'] as const;
  const list = moments.map((at, index) => ({ kind: kinds[index % kinds.length] ?? 'show', at, attempt: 0 }));
  return { ...change, incident: { ...change.incident, due: list } };
}

function must(incident: Incident | undefined): Incident {
  if (!incident) throw new Error('the event changed nothing');
  return incident;
}
