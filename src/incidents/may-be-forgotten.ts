import type { Incident } from './incident.ts';
import { resolvedAt } from './order.ts';

/** Resolved before that time, with nothing left to do. */
export function incidentMayBeForgotten(incident: Incident, resolvedBefore: number): boolean {
  return (resolvedAt(incident) ?? Infinity) < resolvedBefore && incident.due.length === 0;
}
