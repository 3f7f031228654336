import type { SeenEvents } from '../events/index.ts';
import type { Clock } from '../platform/index.ts';
import type { Incident, IncidentStore } from './incident.ts';
import { createIncidentLedger, type IncidentLedger } from './ledger.ts';
import type { Incidents } from './press.ts';
import { createResponding, type RespondingNeeds } from './responding.ts';
import { createSurges, type Surges } from './surges.ts';
import type { SurgeId, SurgeStore } from './surge.ts';
import { createTaking } from './taking.ts';

export interface IncidentsNeeds extends Pick<RespondingNeeds, 'access' | 'directory' | 'log'> {
  readonly store: IncidentStore;
  readonly surgeStore: SurgeStore;
  readonly seen: Pick<SeenEvents, 'has' | 'add'>;
  readonly clock: Clock;
  /** Told after every write that leaves something due now. */
  readonly wake: (id: string) => void;
  readonly wakeSurge: (id: SurgeId) => void;
}

/** Everything of incidents that people and events reach, and what due work needs of the records. */
export interface IncidentsRoom {
  readonly incidents: Incidents;
  readonly ledger: IncidentLedger;
  readonly surges: Surges;
}

/** Looked through for one whose id ends as somebody wrote. */
const mostOpen = 1_000;
/** Resolved ones are found by the end of their id for so long, ms. */
const foundWithinMs = 30 * 86_400_000;
/** Shorter ends fit too many. */
const shortestEnd = 4;

export function createIncidents(needs: IncidentsNeeds): IncidentsRoom {
  const { store, clock } = needs;
  const ledger = createIncidentLedger(needs);
  const surges = createSurges({ store: needs.surgeStore, incidents: store, clock, wake: needs.wakeSurge });
  const incidents: Incidents = {
    take: createTaking({ ...needs, ledger, surges }),
    press: createResponding({ ...needs, ledger, surges }),
    get: (id) => store.get(id),
    async find(name) {
      const exact = await store.get(name);
      if (exact || name.length < shortestEnd) return exact;
      const fits = ({ id }: Incident) => id.endsWith(name);
      const [open, another] = (await store.open(mostOpen)).filter(fits);
      if (open) return another ? undefined : open;
      let newest: Incident | undefined;
      for await (const one of store.between(clock.now() - foundWithinMs, Infinity))
        if (fits(one)) newest = one;
      return newest;
    },
    async open({ limit, forPerson }) {
      if (forPerson === undefined) return store.open(limit);
      const all = await store.open(mostOpen);
      const theirs = all.filter(({ commander }) => commander === forPerson);
      return [...theirs, ...all.filter((one) => !theirs.includes(one))].slice(0, limit);
    },
  };
  return { incidents, ledger, surges };
}
