import { derivedId, type Clock, type Logger } from '../platform/index.ts';
import { withNext } from './after-turn.ts';
import type { Schedule, WrittenSchedule } from './schedule.ts';
import type { ScheduleBook } from './schedule-book.ts';

/** Makes the records of the file's schedules what the file says: added, changed, and gone where it names them no more. */
export async function takeFileSchedules(
  written: readonly WrittenSchedule[],
  needs: { book: ScheduleBook; clock: Clock; log: Logger },
): Promise<void> {
  const { book, clock, log } = needs;
  const names = new Set(written.map(({ name }) => name));
  for (const schedule of await book.list())
    if (schedule.addedBy === undefined && !names.has(schedule.name)) {
      await book.remove(schedule.name);
      log.info({ schedule: schedule.name }, 'schedule removed: signalbox.yaml names it no more');
    }
  for (const one of written) {
    const found = await book.get(one.name);
    if (!found) {
      const now = clock.now();
      const id = derivedId('sch', 'signalbox.yaml', one.name);
      // A replica may be faster: then it is there, and the same.
      await book.write(withNext({ ...one, id, revision: 0, addedAt: now }, now));
    } else if (found.addedBy === undefined) {
      await book.change(one.name, (schedule) => asWritten(schedule, one, clock.now()));
    } else {
      log.error(
        { schedule: one.name, addedBy: found.addedBy },
        'schedule of signalbox.yaml not in force: one of its name was added in Slack; remove that one, or name it otherwise',
      );
    }
  }
}

/** Undefined where it is so already. Pure. */
function asWritten(schedule: Schedule, written: WrittenSchedule, now: number): Schedule | undefined {
  const { name, machine, cron, zone, input, overlap, channel, ...state } = schedule;
  const before: WrittenSchedule = {
    ...{ name, machine, cron, zone, input, overlap },
    ...(channel !== undefined && { channel }),
  };
  const keys = ['machine', 'cron', 'zone', 'input', 'overlap', 'channel'] as const;
  if (keys.every((key) => before[key] === written[key])) return undefined;
  const next = { ...state, ...written };
  // A turn of other words is not made up for.
  const sameTimes = cron === written.cron && zone === written.zone;
  return sameTimes || next.paused ? next : withNext(next, now);
}
