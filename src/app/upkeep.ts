import type { Aws } from '../aws/index.ts';
import type { Policy } from '../config/index.ts';
import { askedOnce, healFollows, type Endings } from '../delivery/index.ts';
import { known, runningExecutions, statusOf, type Follows } from '../executions/index.ts';
import type { Clock, Logger, Scheduler } from '../platform/index.ts';
import type { Stores } from '../stores/index.ts';

/** How often cards of executions that ended elsewhere are looked for. */
const endedEvery = '*/10 * * * * *';
/** How often events seen long ago are forgotten. */
const forgetEvery = '7 * * * *';
/** How often refusals that were counted are written. */
const refusalsEvery = '*/10 * * * *';
/** How often what was closed longer ago than the policy keeps it is forgotten. */
const retainEvery = '23 4 * * *';
/** EventBridge tries for a day, a queue keeps for 14 at most: nothing older comes again, ms. */
const seenForMs = 15 * 86_400_000;

/** What is looked after by the clock, whether or not anybody asks. */
export interface Upkeep {
  start(): void;
  /** Looks for executions that ended elsewhere. */
  lookAround(): Promise<void>;
  /** Forgets what was closed longer ago than the policy keeps it. */
  retain(): Promise<void>;
}

export function createUpkeep(needs: {
  policy: () => Policy;
  stores: Stores;
  aws: Aws;
  endings: Endings;
  follows: Follows;
  /** Writes the refusals that were counted. */
  flush: () => Promise<void>;
  storeWorks: () => boolean;
  scheduler: Scheduler;
  clock: Clock;
  log: Logger;
}): Upkeep {
  const { policy, stores, aws, endings, follows, scheduler, clock, log } = needs;
  const upkeep: Upkeep = {
    start() {
      scheduler.every(endedEvery, 'executions that ended elsewhere', () => upkeep.lookAround());
      scheduler.every(forgetEvery, 'events seen long ago', async () => {
        await stores.seen.forget(clock.now() - seenForMs);
      });
      scheduler.every(refusalsEvery, 'refusals that were counted', needs.flush);
      scheduler.every(retainEvery, 'what was closed long ago', () => upkeep.retain());
    },
    async lookAround() {
      if (!needs.storeWorks()) return;
      // Approvals and follows of one state machine share one look at what runs.
      const running = askedOnce(runningExecutions(aws.stepFunctions));
      await endings.sweep(running);
      await healFollows({
        follows,
        log,
        running,
        statusOf: async (executionArn) => {
          const found = await known(() => aws.stepFunctions.describe(executionArn), undefined);
          return found && statusOf(found, aws.machineName(executionArn));
        },
      });
    },
    async retain() {
      const { decidedSeconds } = policy().retention;
      if (decidedSeconds === undefined) return;
      const before = clock.now() - decidedSeconds * 1_000;
      const forgotten = await stores.approvals.forgetClosed(before);
      if (forgotten > 0) log.info({ forgotten }, 'closed approvals forgotten');
      const incidents = await stores.incidents.forgetResolved(before);
      if (incidents > 0) log.info({ forgotten: incidents }, 'resolved incidents forgotten');
    },
  };
  return upkeep;
}
