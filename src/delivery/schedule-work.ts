import type { Outcome, Schedule, ScheduleBook, StepSchedule } from '../executions/index.ts';
import { assertNever, type Clock, type Logger, type Scheduler } from '../platform/index.ts';
import { createDueWork, type DueSource, type DueWork } from './due-work.ts';
import type { ShowOutcome } from './ports.ts';
import { punctual } from './punctual.ts';
import { waitAfter } from './tries.ts';

const passing = { firstMs: 1_000, factor: 2, atMostMs: 60_000 };

/** Tells in Slack what a schedule did not start. `slack/` implements it; it never throws. */
export interface ScheduleTeller {
  /** Says it once: one that an earlier try got through is found again. */
  tell(schedule: Schedule, outcome: Outcome): Promise<ShowOutcome>;
}

export interface ScheduleWorkNeeds {
  readonly book: ScheduleBook;
  readonly step: StepSchedule;
  readonly teller: ScheduleTeller;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The due work of schedules, at its time. */
export function createScheduleWork(
  needs: ScheduleWorkNeeds & { storeWorks: () => Promise<boolean>; scheduler: Scheduler },
): DueWork {
  return punctual(createDueWork(scheduleWork(needs), needs), {
    ...needs,
    earliest: () => needs.book.earliest(),
  });
}

/** What their turn has come for is started, and what did not start is told. */
function scheduleWork(needs: ScheduleWorkNeeds): DueSource {
  const { book, teller, clock, log } = needs;

  const tell = async (name: string): Promise<boolean> => {
    const schedule = await book.get(name);
    const telling = schedule?.telling;
    const [outcome] = telling?.outcomes ?? [];
    if (!telling || !outcome || telling.notBefore > clock.now()) return false;
    const told = await teller.tell(schedule, outcome);
    switch (told.kind) {
      case 'shown':
      case 'unchanged':
        await book.told(name, outcome);
        return true;
      case 'lost':
        log.error({ schedule: name, ...outcome, notTold: told.because }, 'schedule did not start');
        await book.told(name, outcome);
        return true;
      case 'passing':
        await book.tellLater(name, clock.now() + waitAfter(told, telling.attempt, passing));
        return true;
      default:
        return assertNever(told);
    }
  };

  return {
    name: 'schedules',
    due: async (now, limit) => (await book.due(now, limit)).map(({ name }) => name),
    step: async (name) => (await needs.step(name)) || (await tell(name)),
  };
}
