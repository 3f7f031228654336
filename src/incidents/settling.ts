import { withDue, withoutDue } from './due.ts';
import type { Incident, IncidentPlan } from './incident.ts';

/** A notice is grouped for so long, and then closes by itself. */
const noticeSeconds = 3_600;

/** After how much silence it is over by itself; undefined where it is not. Pure. */
export function settlesAfterSeconds({ weight, settleAfterSeconds }: IncidentPlan): number | undefined {
  return settleAfterSeconds ?? (weight === 'notice' ? noticeSeconds : undefined);
}

/** What is due, with the end of the silence that follows now. Pure. */
export function settlingDue({ due, plan, lastSeenAt }: Incident): Incident['due'] {
  const seconds = settlesAfterSeconds(plan);
  return seconds === undefined
    ? withoutDue(due, 'settle')
    : withDue(due, 'settle', lastSeenAt + seconds * 1_000);
}
