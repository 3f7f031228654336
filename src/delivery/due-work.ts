import { delayBefore, type Clock, type Logger, type Part, type Scheduler } from '../platform/index.ts';

const usualSweep = 200;
/** Records worked on at the same time by a sweep. */
const width = 8;
/** Records worked on at the same time because something happened to them; the others wait their turn. */
const wokenWidth = 32;
/** A record whose work throws, so that nothing could be written of it: what was done outside is not done every second anew. */
const failing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };

/** One kind of record, and what making it true means. */
export interface DueSource {
  /** `approvals`, `follows`: for the log. */
  readonly name: string;
  /** Ids of records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /** Records looked at in one sweep, a second; default 200. The rest wait for the next. */
  readonly aSweep?: number;
  /** Makes the first due thing of this record true and writes what came of it; false where nothing is due now. */
  step(id: string): Promise<boolean>;
}

export interface DueWork extends Part {
  /** Something is due for this record now: look without waiting for the next sweep. */
  wake(id: string): void;
  /** Makes everything true that is due now. */
  sweep(): Promise<void>;
}

/** Makes due things true, and again until they are. The record says what is due; nothing is kept here. */
export function createDueWork(
  source: DueSource,
  needs: {
    /** Asked after a failure, before anything is tried again: whether what comes of work can be written. */
    storeWorks: () => Promise<boolean>;
    clock: Clock;
    scheduler: Scheduler;
    log: Logger;
    /** Hears of work that failed, by the name of its source. */
    onFailed?: (source: string) => void;
  },
): DueWork {
  const { clock, scheduler, log } = needs;
  /** One worker a record in this process; other replicas are kept apart by compare-and-swap. */
  const working = new Map<string, Promise<void>>();
  const woken = new Set<string>();
  let atWork = 0;
  /** Records whose work failed, and until when they are left alone. */
  const resting = new Map<string, { readonly failures: number; readonly until: number }>();
  let stopping = false;
  /** Since the last sweep: the rest of it waits until the store is known to work. */
  let failed = false;
  let firstLook = Promise.resolve();

  const work = async (id: string) => {
    let more = true;
    while (more && !stopping) more = await source.step(id);
    resting.delete(id);
  };

  const look = (id: string): Promise<void> => {
    const running = working.get(id);
    const next = (running ?? Promise.resolve())
      .then(() => work(id))
      .catch((error: unknown) => {
        failed = true;
        const failures = (resting.get(id)?.failures ?? 0) + 1;
        resting.set(id, { failures, until: clock.now() + delayBefore(failures, failing) });
        needs.onFailed?.(source.name);
        log.error({ id, source: source.name, failures, err: error }, 'due work failed');
      })
      .finally(() => {
        if (working.get(id) === next) working.delete(id);
      });
    working.set(id, next);
    return next;
  };

  const lookAtWoken = () => {
    while (atWork < wokenWidth && !stopping) {
      const [id] = woken;
      if (id === undefined) return;
      woken.delete(id);
      atWork += 1;
      void look(id).finally(() => {
        atWork -= 1;
        lookAtWoken();
      });
    }
  };

  const isResting = (id: string) => (resting.get(id)?.until ?? 0) > clock.now();
  const dueNow = async () => {
    try {
      return await source.due(clock.now(), source.aSweep ?? usualSweep);
    } catch (error) {
      failed = true;
      throw error;
    }
  };

  const sweep = async () => {
    if (failed && !(await needs.storeWorks())) return;
    failed = false;
    const idle = (await dueNow()).filter((id) => !working.has(id) && !isResting(id));
    const lane = async () => {
      for (let id = idle.shift(); id !== undefined && !stopping && !failed; id = idle.shift()) await look(id);
    };
    await Promise.all(Array.from({ length: width }, lane));
  };

  return {
    name: `due work of ${source.name}`,
    start() {
      scheduler.every('* * * * * *', `due work of ${source.name}`, sweep);
      // What a process before this one recorded and could not finish. Who presses a button does not wait for it.
      firstLook = sweep().catch((error: unknown) => {
        log.error({ source: source.name, err: error }, 'due work not looked for yet');
      });
      return Promise.resolve();
    },
    async stop() {
      stopping = true;
      await firstLook;
      await Promise.all(working.values());
    },
    wake(id) {
      woken.add(id);
      lookAtWoken();
    },
    sweep,
  };
}
