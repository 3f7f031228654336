import { withDueBy } from './due.ts';
import type { Incident } from './incident.ts';
import { leavingOut } from './leaving-out.ts';
import { loudness } from './severity.ts';

/** The louder, the further ahead in the queue of what is to be shown: ms by severity, from quiet to loud. */
const headStartMs = [0, 60_000, 600_000, 3_600_000];
/** Slack takes about one write a second and channel: changes closer together become one. https://docs.slack.dev/apis/web-api/rate-limits */
const betweenShowsMs = 1_500;
/** That it was seen once more can wait, the longer the more often that happens. */
const betweenCountsMs = [
  { from: 100, ms: 60_000 },
  { from: 10, ms: 15_000 },
  { from: 0, ms: 4_000 },
];

/** The card is to follow what somebody did, or what changes what is to be done. Pure. */
export function shownSoon(incident: Incident, now: number): Incident {
  return shownBy(incident, now, betweenShowsMs);
}

/** The card is to follow, when there is time. Pure. */
export function shownLater(incident: Incident, now: number): Incident {
  const { ms } = betweenCountsMs.find(({ from }) => incident.count >= from) ?? { ms: betweenShowsMs };
  return shownBy(incident, now, ms);
}

/** A card of its own in place of a line on a surge's. Pure. */
export function withOwnCard(incident: Incident, now: number): Incident {
  if (incident.card.inSurge === undefined) return incident;
  return shownSoon({ ...incident, card: leavingOut(incident.card, 'inSurge') }, now);
}

function shownBy(incident: Incident, now: number, betweenMs: number): Incident {
  const { shownAt } = incident.card;
  const free = shownAt === undefined ? now : Math.max(now, shownAt + betweenMs);
  const at = free > now ? free : now - (headStartMs[loudness(incident.severity)] ?? 0);
  return { ...incident, due: withDueBy(incident.due, 'show', at) };
}
