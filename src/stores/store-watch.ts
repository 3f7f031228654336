import { messageOf, StoreUnusable, type Logger, type Part, type Scheduler } from '../platform/index.ts';
import type { Stores } from './stores.ts';

/** How often the store is looked at, so that its trouble is known before somebody's decision meets it. */
const lookEvery = '*/10 * * * * *';

/** Whether the store can do its work, for those who would else try in vain. */
export interface StoreWatch extends Part {
  /** Why it cannot, as of the last look. */
  trouble(): string | undefined;
  /** Looks now. Who asks side by side shares one look. */
  works(): Promise<boolean>;
}

/**
 * @param needs.gaveUp hears of what no time heals, once: Signalbox must be started again
 */
export function createStoreWatch(needs: {
  stores: Pick<Stores, 'look'>;
  scheduler: Scheduler;
  log: Logger;
  gaveUp: (because: string) => void;
}): StoreWatch {
  const { stores, scheduler, log } = needs;
  let trouble: string | undefined;
  let givenUp = false;
  let looking: Promise<boolean> | undefined;

  const failed = (error: unknown) => {
    const because = messageOf(error);
    if (trouble === undefined)
      log.error({ because }, 'store unusable: nothing is decided until it works again');
    trouble = because;
    if (givenUp || !(error instanceof StoreUnusable) || !error.lasting) return;
    givenUp = true;
    needs.gaveUp(because);
  };
  const look = async (): Promise<boolean> => {
    try {
      await stores.look();
    } catch (error) {
      failed(error);
      return false;
    }
    if (trouble !== undefined) log.info('store works again');
    trouble = undefined;
    return true;
  };

  const works = () => {
    looking ??= look().finally(() => (looking = undefined));
    return looking;
  };
  return {
    name: 'store watch',
    async start() {
      scheduler.every(lookEvery, 'the store', async () => {
        await works();
      });
      await works();
    },
    async stop() {
      await looking;
    },
    trouble: () => trouble,
    works,
  };
}
