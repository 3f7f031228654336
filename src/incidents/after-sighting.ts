import { assertNever } from '../platform/index.ts';
import { entered } from './entered.ts';
import type { Incident, IncidentPlan } from './incident.ts';
import { opened } from './opened.ts';
import { relatedTo } from './related.ts';
import { reopened, resolved } from './resolved.ts';
import { settlingDue } from './settling.ts';
import { loudness } from './severity.ts';
import { shownLater, shownSoon, withOwnCard } from './showing.ts';
import { eventMark, type Sighting } from './sighting.ts';
import { waitsAnew } from './waiting.ts';

/** What was over by itself and comes back within this was not over, ms. */
const reopensWithinMs = 30 * 60_000;

/**
 * The record after an event: the newest round of its key, or the next one, of revision 0; undefined where it changes
 * nothing. An event that comes twice counts once. Pure.
 *
 * @param lastRound number of the newest round that was forgotten; counts where there is no record
 */
export function afterSighting(
  latest: Incident | undefined,
  sighting: Sighting,
  plan: IncidentPlan,
  now: number,
  lastRound = 0,
): Incident | undefined {
  if (latest?.recent.includes(eventMark(sighting))) return undefined;
  switch (sighting.phase) {
    case 'passes':
      return undefined;
    case 'resolves':
      return latest && overByItself(latest, sighting, now);
    case 'opens':
      return latest
        ? seenAgain(latest, sighting, plan, now)
        : opened(sighting, plan, now, { last: lastRound });
    default:
      return assertNever(sighting.phase);
  }
}

/** Events come in any order: an end from before the newest trouble ends nothing. */
function overByItself(incident: Incident, sighting: Sighting, now: number): Incident | undefined {
  if (incident.state.kind === 'resolved' || sighting.at < incident.latest.at) return undefined;
  const marked = { ...incident, recent: [...incident.recent, eventMark(sighting)], latest: sighting };
  return resolved(relatedTo(marked, sighting), { because: sighting.title, now });
}

function seenAgain(incident: Incident, sighting: Sighting, plan: IncidentPlan, now: number): Incident {
  const { state, latest } = incident;
  if (state.kind !== 'resolved') return grownWorse(counted(incident, sighting, now), plan, now);
  // Somebody looked and said that it is over: what comes now is to be looked at anew.
  if (state.by !== undefined || incident.plan.weight === 'notice')
    return opened(sighting, plan, now, { last: incident.round, before: incident });
  // It happened before its own end, and only came later.
  if (latest.phase === 'resolves' && sighting.at < latest.at)
    return shownLater(withCount(incident, sighting), now);
  if (now - state.at > reopensWithinMs)
    return opened(sighting, plan, now, { last: incident.round, before: incident });
  const says = 'It came back soon after it was over by itself.';
  return grownWorse(reopened(counted(incident, sighting, now), { says, now }), plan, now);
}

function withCount(incident: Incident, sighting: Sighting): Incident {
  const recent = [...incident.recent, eventMark(sighting)];
  return relatedTo({ ...incident, recent, count: incident.count + 1 }, sighting);
}

function counted(incident: Incident, sighting: Sighting, now: number): Incident {
  const one = withCount(incident, sighting);
  const latest = sighting.at >= incident.latest.at ? sighting : incident.latest;
  const seen = { ...one, latest, lastSeenAt: now };
  const next = shownLater({ ...seen, due: settlingDue(seen) }, now);
  if (!isMilestone(next.count)) return next;
  const says = `Seen ${String(next.count)} times.`;
  return entered(next, { at: now, what: 'seen-again', says, tell: false });
}

/** 2, 10, 100, 1000 ... */
function isMilestone(count: number): boolean {
  return count === 2 || /^10+$/.test(String(count));
}

/** Louder than before: whoever acknowledged the quieter one has not acknowledged this. */
function grownWorse(incident: Incident, { severity }: IncidentPlan, now: number): Incident {
  if (loudness(severity) <= loudness(incident.severity)) return incident;
  const said = entered(
    { ...incident, severity },
    {
      at: now,
      what: 'grew-worse',
      says: `It grew worse: ${severity}, and was ${incident.severity}. It waits for somebody to acknowledge it.`,
      tell: true,
      ...(incident.commander !== undefined && { calls: incident.commander }),
    },
  );
  const waiting = shownSoon(waitsAnew(said, now), now);
  return severity === 'critical' ? withOwnCard(waiting, now) : waiting;
}
