import type { Aws } from '../aws/index.ts';
import { createDueWork, followWork, type FollowCards } from '../delivery/index.ts';
import {
  createFollower,
  createFollows,
  drawRun,
  explainEnded,
  wantsExplaining,
  wantsTelling,
  type Follows,
} from '../executions/index.ts';
import { newId, type Clock, type Logger, type Part, type Scheduler } from '../platform/index.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Stores } from '../stores/index.ts';

/** Executions that people follow: their records, the reads of their histories, and their cards. */
export interface Following {
  readonly follows: Follows;
  readonly parts: readonly Part[];
  /** Looks at all that is due now. */
  look(): Promise<void>;
}

export function createFollowing(needs: {
  stores: Stores;
  aws: Aws;
  cards: FollowCards;
  pictures: Pictures;
  storeWorks: () => Promise<boolean>;
  scheduler: Scheduler;
  clock: Clock;
  log: Logger;
}): Following {
  const { stores, aws, cards, pictures, storeWorks, scheduler, clock, log } = needs;
  const { stepFunctions } = aws;
  const delivering = { storeWorks, clock, scheduler, log: log.child({ room: 'delivery' }) };
  const follows = createFollows({
    store: stores.follows,
    clock,
    wake: (executionArn) => {
      showing.wake(executionArn);
    },
  });
  const showing = createDueWork(
    followWork({
      follows,
      cards,
      wants: { explaining: wantsExplaining, telling: wantsTelling },
      explain: explainEnded(stepFunctions),
      draw: drawRun({ stepFunctions, pictures, clock }),
      ...delivering,
    }),
    delivering,
  );
  const follower = createFollower({
    ...{ follows, stepFunctions, leases: stores.leases, owner: newId('prc'), scheduler, clock },
    log: log.child({ room: 'executions' }),
  });
  return {
    follows,
    parts: [showing, follower],
    async look() {
      await follower.look();
      await showing.sweep();
    },
  };
}
