import type { IncidentPlan, Sighting, Step } from '../incidents/index.ts';
import { fillJson, fillTemplate, pathsIn, readPath, type JsonObject } from '../platform/index.ts';
import type { BusEvent } from './event.ts';
import { isCardRoute, routesOf, type CardRoute, type Route } from './route.ts';
import { keyOf, longest, shortFacts } from './sightings/draft.ts';
import { sightingOf } from './sightings/index.ts';
import { plain } from './sightings/plain.ts';
import { shownWithoutSecrets, withoutSecrets } from './sightings/without-secrets.ts';

/** A notice takes more of its key for so long since the last, s. */
const noticeSeconds = 3_600;

/** What is handed to the incidents: what happened, and how the route wants it handled. */
export interface Planned {
  readonly sighting: Sighting;
  readonly plan: IncidentPlan;
}

export type StepsFor = (sighting: Sighting) => readonly Step[];

/**
 * The cards that an event becomes. Of routes that lead to the same key the first incident counts. What is over by itself
 * also ends what is open under a key of routes that do not match it: alarms go off under `state: [ALARM]`. Pure.
 *
 * @param stepsFor what can be done about an incident beside the route's own steps
 */
export function plannedFor(
  event: BusEvent,
  routes: readonly Route[],
  stepsFor: StepsFor = () => [],
): readonly Planned[] {
  const sighting = sightingOf(event);
  const taken = routesOf(event, routes)
    .filter(isCardRoute)
    .map((route) => planned(route, event, sighting, stepsFor));
  const others = sighting.phase === 'resolves' ? ends(event, routes.filter(isCardRoute), sighting) : [];
  const byKey = new Map<string, Planned>();
  for (const one of [...taken, ...others]) if (!byKey.has(one.sighting.key)) byKey.set(one.sighting.key, one);
  return [...byKey.values()];
}

/** How a route wants what it matched handled. Pure. */
function planFor(
  route: CardRoute,
  sighting: Sighting,
  event: BusEvent,
  stepsFor: StepsFor = () => [],
): IncidentPlan {
  const isNotice = route.do === 'notify';
  const steps = isNotice ? [] : [...route.runbook, ...stepsFor(sighting)];
  const settle = route.settleAfterSeconds ?? (isNotice ? noticeSeconds : undefined);
  return {
    route: route.name,
    weight: isNotice ? 'notice' : 'incident',
    channel: route.channel,
    severity: route.severity ?? sighting.severity,
    escalate: route.escalate,
    ...(settle !== undefined && { settleAfterSeconds: settle }),
    runbook: eachOnce(steps).map((step) =>
      step.deed.kind === 'start'
        ? {
            ...step,
            deed: { ...step.deed, input: fillJson(step.deed.input, withoutSecrets(event.envelope)) },
          }
        : step,
    ),
  };
}

/** Of two steps of one name that of the route counts. */
function eachOnce(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ name }, index) => steps.findIndex((other) => other.name === name) === index);
}

function planned(route: CardRoute, event: BusEvent, sighting: Sighting, stepsFor: StepsFor): Planned {
  const told = toldBy(route, event, sighting);
  return { sighting: told, plan: planFor(route, told, event, stepsFor) };
}

/** The sighting in the words of a route. A notice shows whatever its route matches, also what is over or no trouble. */
function toldBy(route: CardRoute, event: BusEvent, sighting: Sighting): Sighting {
  const envelope = shownWithoutSecrets(event.envelope);
  const { title, text, fields } = route;
  const facts =
    fields && Object.entries(fields).map(([name, words]) => ({ name, value: fillTemplate(words, envelope) }));
  const key = keyBy(route, envelope, sighting);
  return {
    ...sighting,
    key,
    eventKey: eventKeyUnder(event, key),
    ...(title !== undefined && {
      title: plain(fillTemplate(title, envelope), longest.title) || sighting.title,
    }),
    ...(text !== undefined && { meaning: plain(fillTemplate(text, envelope), longest.meaning) }),
    ...(facts && { facts: shortFacts(facts) }),
    ...(route.do === 'notify' && { phase: 'opens' as const }),
  };
}

/** Notices are records of their own: an incident that begins later must not be swallowed by one. */
function keyBy(route: CardRoute, envelope: JsonObject, sighting: Sighting): string {
  const key = route.key === undefined ? sighting.key : keyOf(['key', fillTemplate(route.key, envelope)]);
  return route.do === 'notify' ? keyOf(['notice', route.name, key]) : key;
}

/** One event may end several incidents, and is new to each. */
function eventKeyUnder(event: BusEvent, key: string): string {
  return `${event.key} ${key}`;
}

/** What is over, under the event's own key and under those that incident routes make of it. It opens nothing. */
function ends(event: BusEvent, routes: readonly CardRoute[], sighting: Sighting): readonly Planned[] {
  const envelope = shownWithoutSecrets(event.envelope);
  const made = routes.filter(
    ({ do: what, key }) =>
      what === 'incident' &&
      key !== undefined &&
      pathsIn(key).every((path) => readPath(path, envelope) !== undefined),
  );
  const keys = [sighting.key, ...made.map((route) => keyBy(route, envelope, sighting))];
  return keys.map((key) => ({
    sighting: { ...sighting, key, eventKey: eventKeyUnder(event, key) },
    plan: {
      route: '',
      weight: 'incident',
      channel: '',
      severity: sighting.severity,
      escalate: [],
      runbook: [],
    },
  }));
}
