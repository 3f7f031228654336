import type { Action, UserId } from '../access/index.ts';
import { cronInWords, nearest } from '../platform/index.ts';
import { addSchedule, type AddSchedule, type SchedulesNeeds } from './add-schedule.ts';
import { withNext, withoutNext } from './after-turn.ts';
import type { Finder } from './finder.ts';
import { isRefused, refused, type Refused } from './refusal.ts';
import type { Schedule, ScheduleLine } from './schedule.ts';

/** Lines for which AWS is asked how the last execution stands; it answers 15 such questions a second. */
const mostAsked = 30;

type Named = (request: {
  who: UserId;
  name: string;
}) => Promise<{ kind: 'done'; schedule: Schedule } | Refused>;

/** What people do with schedules. Refusals are values, in words. */
export interface Schedules {
  /** Those of state machines that somebody may list or schedule, by name. */
  list(who: UserId): Promise<{ kind: 'listed'; lines: readonly ScheduleLine[] } | Refused>;
  add: AddSchedule;
  pause: Named;
  resume: Named;
  remove: Named;
}

export function createSchedules(needs: SchedulesNeeds, finder: Finder): Schedules {
  const { book, may, clock, log, stepFunctions } = needs;
  const allowed = async (who: UserId, action: Action, machine: string) =>
    (await may(who, action, machine)).allowed;

  const lineOf = async (schedule: Schedule, ask: boolean): Promise<ScheduleLine> => {
    const arn = ask ? schedule.lastStart?.executionArn : undefined;
    const last = arn === undefined ? undefined : await stepFunctions.describe(arn).catch(() => undefined);
    return { schedule, words: cronInWords(schedule.cron), ...(last && { lastStatus: last.status }) };
  };

  /** The schedule of this name, where the person may change it. */
  const mine = async (who: UserId, name: string): Promise<Schedule | Refused> => {
    const found = await book.get(name);
    if (!found) {
      const names = (await book.list()).map((one) => one.name);
      const meant = nearest(name, names);
      return refused(
        `There is no schedule "${name}".${meant === undefined ? ' `/workflow schedule list` shows those there are.' : ` Did you mean "${meant}"?`}`,
      );
    }
    const verdict = await needs.demand(who, 'schedule', found.machine);
    return verdict.allowed ? found : refused(`Nothing was done: ${verdict.because}.`);
  };

  const changing =
    (what: string, change: (schedule: Schedule, who: UserId) => Schedule | string): Named =>
    async ({ who, name }) => {
      const found = await mine(who, name);
      if (isRefused(found)) return found;
      let sentence = `There is no schedule "${name}" any more.`;
      const schedule = await book.change(name, (now) => {
        const next = change(now, who);
        if (typeof next !== 'string') return next;
        sentence = next;
        return undefined;
      });
      if (!schedule) return refused(sentence);
      log.info({ schedule: name, who }, `schedule ${what}`);
      needs.onChanged(name);
      return { kind: 'done', schedule };
    };

  return {
    async list(who) {
      const seen: Schedule[] = [];
      const all = await book.list();
      for (const schedule of all)
        if (
          (await allowed(who, 'list', schedule.machine)) ||
          (await allowed(who, 'schedule', schedule.machine))
        )
          seen.push(schedule);
      if (seen.length === 0 && all.length > 0) {
        const verdict = await may(who, 'list', '*');
        if (!verdict.allowed) return refused(`Nothing to show: ${verdict.because}.`);
      }
      return {
        kind: 'listed',
        lines: await Promise.all(seen.map((schedule, index) => lineOf(schedule, index < mostAsked))),
      };
    },
    add: addSchedule(needs, finder),
    pause: changing('paused', (schedule, who) =>
      schedule.paused
        ? `${schedule.name} is paused already. \`/workflow schedule resume ${schedule.name}\` lets it go on.`
        : { ...withoutNext(schedule), paused: { by: who, at: clock.now() } },
    ),
    resume: changing('resumed', (schedule) => {
      const { paused, ...rest } = schedule;
      return paused ? withNext(rest, clock.now()) : `${schedule.name} is not paused.`;
    }),
    async remove({ who, name }) {
      const found = await mine(who, name);
      if (isRefused(found)) return found;
      if (found.addedBy === undefined)
        return refused(
          `${name} is a schedule of signalbox.yaml: take it out there and reload. \`/workflow schedule pause ${name}\` stops it until then.`,
        );
      const schedule = await book.remove(name);
      if (!schedule) return refused(`There is no schedule "${name}" any more.`);
      log.info({ schedule: name, who }, 'schedule removed');
      needs.onChanged(name);
      return { kind: 'done', schedule };
    },
  };
}
