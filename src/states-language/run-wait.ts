import type { Engine } from './engine.ts';
import { evaluationFailure, runtimeFailure } from './failure.ts';
import { passOn } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import { mustBe, textOf, written, type Written } from './numbers.ts';
import type { Steps } from './steps.ts';
import { instantOf } from './timestamp.ts';

/** Longest Wait: 2^31 - 1 seconds, as Step Functions refuses it. */
const longestWaitSeconds = 2_147_483_647;

export function* runWait(engine: Engine, frame: Frame, visit: Visit): Steps {
  const delayMs = yield* delayOf(engine, frame, visit);
  if (delayMs > longestWaitSeconds * 1000) throw runtimeFailure('Wait state delay is too long.');
  engine.after(frame, delayMs, function* () {
    engine.leave(frame, yield* passOn(engine, frame, visit));
  });
}

function* delayOf(engine: Engine, frame: Frame, visit: Visit): Steps<number> {
  const seconds = yield* written(engine, frame, visit, 'Seconds');
  if (seconds) return secondsIn(seconds) * 1000;
  const timestamp = yield* written(engine, frame, visit, 'Timestamp');
  if (!timestamp) throw runtimeFailure('The Wait says neither how long nor until when.');
  mustBe('string', timestamp, 'Timestamp');
  const instant = typeof timestamp.value === 'string' ? instantOf(timestamp.value) : undefined;
  if (instant !== undefined) return Math.max(instant - engine.host.clock.now(), 0);
  const { value, path } = timestamp;
  const fault = 'a valid ISO-8601 extended offset date-time format string';
  if (path === undefined)
    throw evaluationFailure('Timestamp', `The Timestamp parameter is not ${fault}: ${textOf(value)}`);
  throw runtimeFailure(
    `The TimestampPath parameter does not reference ${fault}: ${path} == ${textOf(value)}`,
  );
}

function secondsIn(seconds: Written): number {
  const { value, path } = seconds;
  mustBe('number', seconds, 'Seconds');
  if (typeof value === 'number' && value >= 0 && (path === undefined || Number.isInteger(value)))
    return value;
  if (path === undefined)
    throw evaluationFailure('Seconds', `The Seconds parameter cannot be negative: ${textOf(value)}`);
  throw runtimeFailure(
    typeof value === 'number' && Number.isInteger(value)
      ? `The SecondsPath parameter cannot be negative: ${path} == ${textOf(value)}`
      : `The SecondsPath parameter does not reference an integer value: ${path} == ${textOf(value)}`,
  );
}
