import type { SeenEvents } from '../events/index.ts';
import type { Clock } from '../platform/index.ts';
import { createIncidentFinder } from './finder.ts';
import type { IncidentStore } from './incident.ts';
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

/** Looked through for those that somebody has. */
const mostOpen = 1_000;

export function createIncidents(needs: IncidentsNeeds): IncidentsRoom {
  const { store, clock } = needs;
  const ledger = createIncidentLedger(needs);
  const surges = createSurges({ store: needs.surgeStore, incidents: store, clock, wake: needs.wakeSurge });
  const incidents: Incidents = {
    take: createTaking({ ...needs, ledger, surges }),
    press: createResponding({ ...needs, ledger, surges }),
    get: (id) => store.get(id),
    find: createIncidentFinder(needs),
    async open({ limit, forPerson }) {
      if (forPerson === undefined) return store.open(limit);
      const all = await store.open(mostOpen);
      const theirs = all.filter(({ commander }) => commander === forPerson);
      return [...theirs, ...all.filter((one) => !theirs.includes(one))].slice(0, limit);
    },
  };
  return { incidents, ledger, surges };
}
