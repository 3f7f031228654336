import { nextTimes } from '../platform/index.ts';
import type { Outcome, Schedule, Turn } from './schedule.ts';

/** A turn that is looked at later than this was missed, ms: a restart takes less, and a nightly at noon helps nobody. */
const graceMs = 90_000;
/** Missed turns are counted no further. */
const mostMissed = 100;
/** What goes wrong the same way again is told once in so long, ms: a day, less what a turn may be late. */
const tellAgainMs = 23 * 3_600_000;
/** Told at most at once; the oldest give way. */
const mostTold = 10;

/** What the turns up to now come to: one to start, or none, and those that were missed before. */
export interface TurnNow {
  readonly fires?: number;
  readonly missed?: Extract<Outcome, { kind: 'missed' }>;
}

/** Undefined where nothing is due. Pure. @param now ms */
export function turnNow({ next, cron, zone }: Schedule, now: number): TurnNow | undefined {
  if (!next || next.notBefore > now) return undefined;
  // A look that was in time, and in vain, is no missed turn: it is tried again.
  if (next.attempt > 0 || now - next.at <= graceMs) return { fires: next.at };
  // Among those of a schedule of every minute one may still be in time.
  const fires = nextTimes(cron, zone, now - graceMs - 1, mostMissed).findLast((at) => at <= now);
  const before = [next.at, ...nextTimes(cron, zone, next.at, mostMissed - 1)];
  const times = before.filter((at) => at <= now && at !== fires).length;
  return {
    missed: { kind: 'missed', at: next.at, times },
    ...(fires !== undefined && { fires }),
  };
}

/** What was found out about a turn that is to fire. */
export type Verdict =
  | { readonly kind: 'start' }
  | Extract<Outcome, { kind: 'skipped' | 'refused' | 'failed' }>
  /** It could not be found out now. */
  | { readonly kind: 'unknown'; readonly until: number };

/** The record after its turn, with the next one. Pure. @param verdict on `turn.fires`; absent where nothing fires */
export function afterTurn(
  schedule: Schedule,
  { fires, missed }: TurnNow,
  verdict: Verdict | undefined,
  now: number,
): Schedule {
  const told = missed ? withOutcome(schedule, missed, now) : schedule;
  if (fires === undefined || !verdict) return withNext(told, now);
  if (verdict.kind === 'unknown') {
    const attempt = schedule.next?.at === fires ? schedule.next.attempt + 1 : 1;
    return { ...told, next: { at: fires, notBefore: verdict.until, attempt } };
  }
  const onwards = withNext(told, fires);
  return verdict.kind === 'start'
    ? { ...onwards, starting: { at: fires, notBefore: now, attempt: 0 } }
    : withOutcome(onwards, verdict, now);
}

/** The record once what was decided is done, or cannot be. Pure. */
export function afterStarting(
  schedule: Schedule,
  outcome: Extract<Outcome, { kind: 'started' | 'failed' | 'missed' }>,
  now: number,
): Schedule {
  const { starting, ...rest } = withOutcome(schedule, outcome, now);
  return outcome.kind === 'started' && starting
    ? { ...rest, lastStart: { at: starting.at, executionArn: outcome.executionArn } }
    : rest;
}

/** Starting is tried again. Pure. */
export function startingPutOff(schedule: Schedule, starting: Turn, until: number): Schedule {
  return { ...schedule, starting: { ...starting, notBefore: until, attempt: starting.attempt + 1 } };
}

/** With the first turn after a moment, or with none where there is none. Pure. */
export function withNext(schedule: Schedule, after: number): Schedule {
  const [at] = nextTimes(schedule.cron, schedule.zone, after, 1);
  if (at !== undefined) return { ...schedule, next: { at, notBefore: at, attempt: 0 } };
  return withoutNext(schedule);
}

export function withoutNext(schedule: Schedule): Schedule {
  const { next, ...rest } = schedule;
  return next ? rest : schedule;
}

/** With its last outcome, to be told where somebody must know of it. */
function withOutcome(schedule: Schedule, outcome: Outcome, now: number): Schedule {
  const last = { ...schedule, last: outcome };
  const before = schedule.toldAt?.[outcome.kind];
  // Missed turns come together as one already.
  const toldLately = outcome.kind !== 'missed' && before !== undefined && outcome.at - before < tellAgainMs;
  if (outcome.kind === 'started' || toldLately) return last;
  const { outcomes = [], notBefore = now, attempt = 0 } = schedule.telling ?? {};
  return {
    ...last,
    telling: { outcomes: [...outcomes, outcome].slice(-mostTold), notBefore, attempt },
    toldAt: { ...schedule.toldAt, [outcome.kind]: outcome.at },
  };
}

/** The record once the first of what is to be told was told, or cannot be. Pure. */
export function afterTelling(schedule: Schedule, outcome: Outcome): Schedule {
  const { telling, ...rest } = schedule;
  const outcomes =
    telling?.outcomes.filter(({ at, kind }) => at !== outcome.at || kind !== outcome.kind) ?? [];
  return telling && outcomes.length > 0 ? { ...rest, telling: { ...telling, outcomes, attempt: 0 } } : rest;
}
