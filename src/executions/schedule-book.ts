import { afterTelling } from './after-turn.ts';
import type { Outcome, Schedule, ScheduleStore } from './schedule.ts';
import { scheduleDueAt } from './schedule-due.ts';

/** Writes schedules by compare-and-swap. */
export interface ScheduleBook {
  get(name: string): Promise<Schedule | undefined>;
  list(): Promise<readonly Schedule[]>;
  due(now: number, limit: number): Promise<readonly Schedule[]>;
  /** When something is due first. */
  earliest(): Promise<number | undefined>;
  /** @param next the record as it was read, changed; revision 0 for a first one. False where another wrote meanwhile. */
  write(next: Schedule): Promise<boolean>;
  /** Tries until the record could be written; undefined where there is none, or the change says so. */
  change(name: string, change: (schedule: Schedule) => Schedule | undefined): Promise<Schedule | undefined>;
  remove(name: string): Promise<Schedule | undefined>;
  /** The first of what is to be told was told, or nobody can be told. */
  told(name: string, outcome: Outcome): Promise<void>;
  tellLater(name: string, until: number): Promise<void>;
}

export function createScheduleBook(store: ScheduleStore): ScheduleBook {
  const write = async (next: Schedule) =>
    (await store.write({ ...next, revision: next.revision + 1 })) === 'written';
  const change: ScheduleBook['change'] = async (name, make) => {
    for (;;) {
      const found = await store.get(name);
      const next = found && make(found);
      if (!next) return undefined;
      if (await write(next)) return next;
    }
  };
  return {
    get: (name) => store.get(name),
    list: () => store.list(),
    due: (now, limit) => store.due(now, limit),
    async earliest() {
      const [first] = await store.due(Number.MAX_SAFE_INTEGER, 1);
      return first && scheduleDueAt(first);
    },
    write,
    change,
    async remove(name) {
      for (;;) {
        const found = await store.get(name);
        if (!found || (await store.remove(found))) return found;
      }
    },
    async told(name, outcome) {
      await change(name, (schedule) => afterTelling(schedule, outcome));
    },
    async tellLater(name, until) {
      await change(
        name,
        (schedule) =>
          schedule.telling && {
            ...schedule,
            telling: { ...schedule.telling, notBefore: until, attempt: schedule.telling.attempt + 1 },
          },
      );
    },
  };
}
