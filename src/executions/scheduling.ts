import { createFinder } from './finder.ts';
import { takeFileSchedules } from './file-schedules.ts';
import { createFirings, type StepSchedule } from './firings.ts';
import type { SchedulesNeeds } from './add-schedule.ts';
import { createScheduleBook, type ScheduleBook } from './schedule-book.ts';
import type { ScheduleStore, WrittenSchedule } from './schedule.ts';
import { createSchedules, type Schedules } from './schedules.ts';

/** Everything about schedules: what people do with them, what is due, and what the file says. */
export interface Scheduling {
  readonly schedules: Schedules;
  readonly book: ScheduleBook;
  readonly step: StepSchedule;
  /** Makes the records follow the file; at the start, and when it was read anew. Never fails: the log says so. */
  takeFile(): Promise<void>;
}

export function createScheduling(
  needs: Omit<SchedulesNeeds, 'book'> & {
    store: ScheduleStore;
    /** The schedules of signalbox.yaml as it is now. */
    written: () => readonly WrittenSchedule[];
  },
): Scheduling {
  const book = createScheduleBook(needs.store);
  const finder = createFinder(needs);
  const schedules = createSchedules({ ...needs, book }, finder);
  const takeFile = () =>
    takeFileSchedules(needs.written(), { ...needs, book }).catch((error: unknown) => {
      needs.log.error({ err: error }, 'schedules of signalbox.yaml not taken');
    });
  return {
    book,
    step: createFirings({ ...needs, book }, finder),
    takeFile,
    schedules: {
      ...schedules,
      async remove(request) {
        const removed = await schedules.remove(request);
        // One of the file may have waited for its name.
        if (removed.kind === 'done') await takeFile();
        return removed;
      },
    },
  };
}
