import { derivedId } from '../platform/index.ts';
import { afterStarting, afterTurn, startingPutOff, turnNow, type Verdict } from './after-turn.ts';
import type { Finder } from './finder.ts';
import type { ExecutionsNeeds } from './ground.ts';
import { known } from './known.ts';
import { isRefused } from './refusal.ts';
import { StepFunctionsRefused } from './refused.ts';
import type { Outcome, Schedule, Turn } from './schedule.ts';
import type { ScheduleBook } from './schedule-book.ts';

/** How long a firing that was looked at in time is tried, ms; after that it says why it did not start. */
const giveUpAfterMs = 600_000;
/** Between two tries, ms. */
const betweenTriesMs = 10_000;

/** Does the first thing that is due for a schedule: decides a turn, or starts what was decided; false where nothing is. */
export type StepSchedule = (name: string) => Promise<boolean>;

/**
 * First the turn is decided and written by compare-and-swap, then it is made true. Of replicas one decides; the execution's
 * name comes of the schedule and the turn's time, so that however many start it, and however often, it is one execution.
 */
export function createFirings(needs: ExecutionsNeeds & { book: ScheduleBook }, finder: Finder): StepSchedule {
  const { book, stepFunctions, starts, may, clock, log } = needs;
  const because = (error: unknown): string => {
    if (error instanceof StepFunctionsRefused) return error.message;
    throw error;
  };

  const verdictOf = async (schedule: Schedule, at: number): Promise<Verdict> => {
    const { addedBy, machine, overlap, lastStart } = schedule;
    const tryAgain = clock.now() - at < giveUpAfterMs;
    const unknown = { kind: 'unknown' as const, until: clock.now() + betweenTriesMs };
    if (addedBy !== undefined) {
      const right = await may(addedBy, 'start', machine);
      if (!right.allowed)
        return right.unknown === true && tryAgain ? unknown : { kind: 'refused', at, because: right.because };
    }
    if (overlap !== 'skip' || !lastStart) return { kind: 'start' };
    const { executionArn } = lastStart;
    try {
      const before = await known(() => stepFunctions.describe(executionArn), undefined);
      const runs = before?.status === 'RUNNING' || before?.status === 'PENDING_REDRIVE';
      return runs ? { kind: 'skipped', at, executionArn } : { kind: 'start' };
    } catch (error) {
      return tryAgain ? unknown : { kind: 'failed', at, because: because(error) };
    }
  };

  /** Undefined where it is to be tried again. */
  const started = async (
    schedule: Schedule,
    { at, attempt }: Turn,
  ): Promise<Extract<Outcome, { kind: 'started' | 'failed' | 'missed' }> | undefined> => {
    const late = clock.now() - at >= giveUpAfterMs;
    try {
      const machine = await finder.ourMachine(schedule.machine);
      if (isRefused(machine)) return { kind: 'failed', at, because: machine.sentence };
      const name = executionNameOf(schedule, at);
      const executionArn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
      if (late) {
        // A process before this one may have started it, and died before it could write so.
        const found = await known(() => stepFunctions.describe(executionArn), undefined);
        if (found) return { kind: 'started', at, executionArn };
        return attempt === 0
          ? { kind: 'missed', at, times: 1 }
          : { kind: 'failed', at, because: 'AWS did not answer for ten minutes.' };
      }
      if (schedule.addedBy !== undefined)
        await starts.remember({
          executionArn,
          startedBy: schedule.addedBy,
          at: clock.now(),
          via: 'schedule',
        });
      await stepFunctions.start({ stateMachineArn: machine.arn, name, input: schedule.input });
      return { kind: 'started', at, executionArn };
    } catch (error) {
      const words = because(error);
      const passing = error instanceof StepFunctionsRefused && error.passing;
      return passing && !late ? undefined : { kind: 'failed', at, because: words };
    }
  };

  return async (name) => {
    const schedule = await book.get(name);
    const now = clock.now();
    if (!schedule) return false;
    const { starting } = schedule;
    if (starting) {
      if (starting.notBefore > now) return false;
      const outcome = await started(schedule, starting);
      const next = outcome
        ? afterStarting(schedule, outcome, clock.now())
        : startingPutOff(schedule, starting, clock.now() + betweenTriesMs);
      if ((await book.write(next)) && outcome) log.info({ schedule: name, ...outcome }, 'schedule fired');
      return true;
    }
    const turn = turnNow(schedule, now);
    if (!turn) return false;
    const verdict = turn.fires === undefined ? undefined : await verdictOf(schedule, turn.fires);
    const written = await book.write(afterTurn(schedule, turn, verdict, clock.now()));
    if (written) log.info({ schedule: name, ...turn, verdict: verdict?.kind }, 'turn of a schedule decided');
    return true;
  };
}

/** The same for the same turn of the same schedule. AWS keeps a name for 90 days after its execution ended. */
function executionNameOf({ name, id }: Schedule, at: number): string {
  return derivedId(name, id, String(at));
}
