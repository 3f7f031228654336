import { entered } from './entered.ts';
import { escalationDue, waitsAnew } from './waiting.ts';
import type { Incident } from './incident.ts';
import { resolved } from './resolved.ts';
import { settlesAfterSeconds, settlingDue } from './settling.ts';
import { shownSoon, withOwnCard } from './showing.ts';
import { inWords } from './span.ts';

/** Who is to be called next; undefined where nobody is, or not yet. Pure. */
export function callsNext(incident: Incident, now: number): string | undefined {
  const { state, plan, escalated, due } = incident;
  const at = due.find(({ kind }) => kind === 'escalate')?.at ?? Infinity;
  return state.kind === 'open' && at <= now ? plan.escalate[escalated]?.to : undefined;
}

/**
 * Nobody acknowledged it for as long as its plan says: the next is called. Pure.
 *
 * @param together they are called for a whole surge: this one is not told of by itself
 */
export function escalated(incident: Incident, now: number, together: boolean): Incident {
  const to = callsNext(incident, now);
  if (to === undefined) return { ...incident, due: escalationDue({ ...incident, escalated: Infinity }) };
  const waited = inWords(Math.round((now - (incident.waitingSince ?? now)) / 1_000));
  const said = entered(incident, {
    ...{ at: now, what: 'escalated', calls: to, tell: !together },
    says: `Nobody acknowledged it for ${waited}.${together ? ' Called with others of the same flood.' : ''}`,
  });
  const next = { ...said, escalated: said.escalated + 1 };
  const called = { ...next, due: escalationDue(next) };
  return together ? called : shownSoon(withOwnCard(called, now), now);
}

/** A snooze is over: it calls anew. Undefined where it is not. Pure. */
export function woken(incident: Incident, now: number): Incident | undefined {
  const { state } = incident;
  if (state.kind !== 'snoozed' || state.until > now) return undefined;
  const entry = { at: now, what: 'woke' as const, says: 'The snooze is over.', tell: true };
  return shownSoon(waitsAnew(entered(incident, { ...entry, calls: state.by }), now), now);
}

/** Nothing was heard for as long as its plan says: it is over by itself; else when to look again. Pure. */
export function settled(incident: Incident, now: number): Incident {
  const seconds = settlesAfterSeconds(incident.plan);
  if (incident.state.kind === 'resolved' || seconds === undefined)
    return { ...incident, due: incident.due.filter(({ kind }) => kind !== 'settle') };
  if (now - incident.lastSeenAt < seconds * 1_000) return { ...incident, due: settlingDue(incident) };
  return resolved(incident, { because: `Nothing was heard of it for ${inWords(seconds)}.`, now });
}
