import type { Access } from '../access/index.ts';
import { createChannelPace, createDueWork, incidentWork, surgeWork } from '../delivery/index.ts';
import { createStepStarts, type ExecutionsNeeds, type Follows } from '../executions/index.ts';
import {
  createExposedKeys,
  createIncidents,
  type ExposedKeyPolicy,
  type Incidents,
  type KeyDesk,
} from '../incidents/index.ts';
import type { Clock, Logger, Part, Scheduler } from '../platform/index.ts';
import type { SlackLink } from '../slack/index.ts';
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
  slack: Pick<SlackLink, 'directory' | 'incidentCards' | 'surgeCards' | 'homesChanged'>;
  keys: KeyDesk;
  /** What may be done about exposed keys, today; absent: nothing. */
  exposedKeys: () => ExposedKeyPolicy | undefined;
  ground: ExecutionsNeeds;
  follows: Pick<Follows, 'get'>;
  storeWorks: () => Promise<boolean>;
  /** Hears of due work that failed. */
  onFailed: (source: string) => void;
  scheduler: Scheduler;
  clock: Clock;
  log: Logger;
}): IncidentsPart {
  const { stores, access, slack, follows, storeWorks, scheduler, clock } = needs;
  const delivering = {
    ...{ storeWorks, clock, scheduler, onFailed: needs.onFailed },
    log: needs.log.child({ room: 'delivery' }),
  };
  const { incidents, ledger, surges } = createIncidents({
    ...{ store: stores.incidents, surgeStore: stores.surges, seen: stores.seen, access, clock },
    directory: slack.directory,
    log: needs.log.child({ room: 'incidents' }),
    wake: (id) => {
      work.wake(id);
      slack.homesChanged();
    },
    wakeSurge: (id) => {
      surging.wake(id);
    },
  });
  const starts = createStepStarts({
    ...needs.ground,
    async heard(executionArn) {
      const follow = await follows.get(executionArn);
      // Of what nobody follows any more, or AWS does not know, nothing new is heard.
      return follow?.left === true || follow?.gone === true ? undefined : follow?.run;
    },
  });
  const calls = createExposedKeys({
    ...{ desk: needs.keys, policy: needs.exposedKeys, clock },
    log: needs.log.child({ room: 'incidents' }),
  });
  const pace = createChannelPace(clock);
  const work = createDueWork(
    incidentWork({ ledger, surges, cards: slack.incidentCards, pace, calls, starts, ...delivering }),
    delivering,
  );
  const surging = createDueWork(
    surgeWork({ surges, cards: slack.surgeCards, pace, ...delivering }),
    delivering,
  );
  return {
    incidents,
    parts: [work, surging],
    async look() {
      await work.sweep();
      await surging.sweep();
    },
  };
}
