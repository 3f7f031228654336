import type { Sighting } from '../incidents/index.ts';
import { fillJson, type JsonValue } from '../platform/index.ts';
import type { BusEvent } from './event.ts';
import type { Planned } from './plan.ts';
import type { StartRoute } from './route.ts';
import { keyOf } from './sightings/draft.ts';
import { plain } from './sightings/plain.ts';

/** What a route wants started; the same `requestId` is the same execution, however often the event comes. */
export interface StartWish {
  readonly machine: string;
  readonly input: JsonValue;
  readonly requestId: string;
}

/** The event goes to AWS as it came, with all that is in it. Pure. */
export function startWish(route: StartRoute, event: BusEvent): StartWish {
  const { machine, input = '{{ $ }}' } = route;
  return { machine, input: fillJson(input, event.envelope), requestId: `${event.key} ${route.name}` };
}

/** What did not start, as an incident where the route names a channel. Pure. */
export function startFailed(
  route: StartRoute & { readonly channel: string },
  sighting: Sighting,
  because: string,
): Planned {
  const { account, region } = sighting;
  const key = keyOf(['execution', account, region, route.machine, 'start', route.name]);
  return {
    sighting: {
      ...sighting,
      kind: 'execution',
      eventKey: `${sighting.eventKey} ${key}`,
      key,
      title: plain(`${route.machine} was not started`, 150),
      meaning: plain(because, 600),
      advice: `Mend the reason, and start it by hand with what the event says: ${sighting.title}`,
      severity: 'high',
      phase: 'opens',
      facts: [{ name: 'State machine', value: route.machine, code: true }, ...sighting.facts.slice(0, 9)],
      subject: { machine: route.machine },
    },
    plan: {
      route: route.name,
      weight: 'incident',
      channel: route.channel,
      severity: 'high',
      escalate: [],
      runbook: [],
    },
  };
}
