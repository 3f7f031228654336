import { withDue, withoutDue } from './due.ts';
import type { Incident } from './incident.ts';
import { leavingOut } from './leaving-out.ts';

/** It waits for somebody to acknowledge it, from now on: those of its escalations are called from the first again. Pure. */
export function waitsAnew(incident: Incident, now: number): Incident {
  const next: Incident = { ...incident, state: { kind: 'open' }, waitingSince: now, escalated: 0 };
  return { ...next, due: escalationDue({ ...next, due: withoutDue(next.due, 'wake') }) };
}

/** Nobody is called any more. Pure. */
export function noLongerWaits(incident: Incident): Incident {
  return { ...leavingOut(incident, 'waitingSince'), due: withoutDue(incident.due, 'escalate', 'wake') };
}

/** What is due with the next escalation in sight, or with none left. Pure. */
export function escalationDue({ due, plan, escalated, waitingSince }: Incident): Incident['due'] {
  const next = plan.weight === 'incident' ? plan.escalate[escalated] : undefined;
  if (!next || waitingSince === undefined) return withoutDue(due, 'escalate');
  return withDue(due, 'escalate', waitingSince + next.afterSeconds * 1_000);
}
