import type { Access, Directory } from '../access/index.ts';
import {
  createChannelPace,
  createDueWork,
  incidentWork,
  surgeWork,
  type IncidentCards,
  type StepCalls,
  type SurgeCards,
} from '../delivery/index.ts';
import type { StepStarts } from '../executions/index.ts';
import { createIncidents, type Incidents } from '../incidents/index.ts';
import type { Clock, Logger, Part, Scheduler } from '../platform/index.ts';
import type { Stores } from '../stores/index.ts';

/** Incidents: their records, their due work and their cards. */
export interface IncidentsPart {
  readonly incidents: Incidents;
  readonly parts: readonly Part[];
  /** Looks at all that is due now. */
  look(): Promise<void>;
}

export function createIncidentsPart(needs: {
  stores: Stores;
  access: Access;
  directory: Directory;
  cards: IncidentCards;
  surgeCards: SurgeCards;
  calls: StepCalls;
  starts: StepStarts;
  /** Something changed that people may look at. */
  onChanged: () => void;
  storeWorks: () => Promise<boolean>;
  /** Hears of due work that failed. */
  onFailed: (source: string) => void;
  scheduler: Scheduler;
  clock: Clock;
  log: Logger;
}): IncidentsPart {
  const { stores, access, directory, cards, surgeCards, calls, starts, storeWorks, scheduler, clock } = needs;
  const delivering = {
    ...{ storeWorks, clock, scheduler, onFailed: needs.onFailed },
    log: needs.log.child({ room: 'delivery' }),
  };
  const { incidents, ledger, surges } = createIncidents({
    ...{ store: stores.incidents, surgeStore: stores.surges, seen: stores.seen, access, directory, clock },
    log: needs.log.child({ room: 'incidents' }),
    wake: (id) => {
      work.wake(id);
      needs.onChanged();
    },
    wakeSurge: (id) => {
      surging.wake(id);
    },
  });
  const pace = createChannelPace(clock);
  const work = createDueWork(
    incidentWork({ ledger, surges, cards, pace, calls, starts, ...delivering }),
    delivering,
  );
  const surging = createDueWork(surgeWork({ surges, cards: surgeCards, pace, ...delivering }), delivering);
  return {
    incidents,
    parts: [work, surging],
    async look() {
      await work.sweep();
      await surging.sweep();
    },
  };
}
