import type { UserId } from '../access/index.ts';
import { cronInWords, newId, nextTimes, readCron, zoneFault } from '../platform/index.ts';
import { withNext } from './after-turn.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import type { Schedule } from './schedule.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { scheduleNameFault } from './schedule-name.ts';
import { readStartInput } from './start-input.ts';

/** More are a program that adds them. */
const mostSchedules = 100;
const timesShown = 3;

/** A schedule that somebody wants. */
export interface WantedSchedule {
  readonly who: UserId;
  readonly name: string;
  readonly machine: string;
  readonly cron: string;
  /** Absent: the person's own, as Slack knows it. */
  readonly zone?: string;
  readonly inputText: string;
  readonly overlap: Schedule['overlap'];
  readonly channel: string;
}

/** Where a schedule's time zone came from. */
export type ZoneBy = 'written' | 'slack' | 'nobody';

export type AddSchedule = (
  wanted: WantedSchedule,
) => Promise<
  { kind: 'added'; schedule: Schedule; words: string; times: readonly number[]; zoneBy: ZoneBy } | Refused
>;

export interface SchedulesNeeds extends ExecutionsNeeds {
  readonly book: ScheduleBook;
  /** Somebody's time zone; undefined where it is not known. */
  readonly zoneOf: (who: UserId) => Promise<string | undefined>;
  /** Told after each change. */
  readonly onChanged: (name: string) => void;
}

export function addSchedule(needs: SchedulesNeeds, finder: Finder): AddSchedule {
  const { book, may, clock, log } = needs;
  const zoneFor = async ({ who, zone }: WantedSchedule) => {
    if (zone !== undefined) return { zone, zoneBy: 'written' as const };
    const own = await needs.zoneOf(who);
    return own !== undefined && zoneFault(own) === undefined
      ? { zone: own, zoneBy: 'slack' as const }
      : { zone: 'UTC', zoneBy: 'nobody' as const };
  };

  return async (wanted) => {
    const { who, name, overlap, channel } = wanted;
    const not = (why: string) => refused(`Nothing was added: ${why}`);
    const badName = scheduleNameFault(name);
    if (badName !== undefined) return not(`${badName}.`);
    const read = readCron(wanted.cron);
    if (read.kind === 'not-cron') return not(`${read.because}.`);
    const { zone, zoneBy } = await zoneFor(wanted);
    const badZone = zoneFault(zone);
    if (badZone !== undefined) return not(badZone);
    const machine = await finder.machine(who, 'schedule', wanted.machine);
    if (isRefused(machine)) return machine;
    const start = await may(who, 'start', machine.name);
    if (!start.allowed) return not(`it would start ${machine.name} in your name, and ${start.because}.`);
    const workflow = [...needs.workflows().values()].find((one) => one.machine === machine.name);
    const input = readStartInput(wanted.inputText, workflow?.input);
    if (input.kind === 'unfit') return not(input.sentence);
    const all = await book.list();
    const taken = `there is a schedule "${name}" already. Take another name, or remove that one first with \`/workflow schedule remove ${name}\`.`;
    if (all.some((one) => one.name === name)) return not(taken);
    if (all.length >= mostSchedules)
      return not(
        `there are ${String(all.length)} schedules, and Signalbox keeps ${String(mostSchedules)} at most. Remove one first.`,
      );
    const now = clock.now();
    const schedule = withNext(
      {
        ...{ name, machine: machine.name, cron: read.cron, zone, input: input.text, overlap, channel },
        ...{ id: newId('sch'), revision: 0, addedBy: who, addedAt: now },
      },
      now,
    );
    if (!(await book.write(schedule))) return not(taken);
    log.info({ schedule: name, machine: machine.name, cron: read.cron, zone, who }, 'schedule added');
    needs.onChanged(name);
    const times = nextTimes(read.cron, zone, now, timesShown);
    return { kind: 'added', schedule, words: cronInWords(read.cron), times, zoneBy };
  };
}
