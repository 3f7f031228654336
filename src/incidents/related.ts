import type { Incident } from './incident.ts';
import type { Sighting } from './sighting.ts';

type Related = Incident['related'][number];

/** Beyond it the timeline and the execution's own card say enough. */
const mostRelated = 20;

/** The record with one more thing that belongs to the same trouble. Pure. */
export function withRelated(incident: Incident, one: Related): Incident {
  const { related } = incident;
  const known = related.some(({ kind, id }) => kind === one.kind && id === one.id);
  return known || related.length >= mostRelated ? incident : { ...incident, related: [...related, one] };
}

/** The record with the execution that an event is about. Pure. */
export function relatedTo(incident: Incident, { subject }: Sighting): Incident {
  const { executionArn } = subject;
  return executionArn === undefined
    ? incident
    : withRelated(incident, { kind: 'execution', id: executionArn });
}
