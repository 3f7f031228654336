import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { StateFailure } from './failure.ts';
import type { Random } from './random.ts';
import { objectsIn } from './lists.ts';

/** https://states-language.net/#errors: defaults of a retrier. */
const defaults = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 };
/** What States.ALL does not stand for, unless a task reported it. */
const neverCaught = new Set(['States.DataLimitExceeded', 'States.Runtime']);

export interface Retry {
  /** Which retrier of the state: each counts its own attempts. */
  readonly retrier: number;
  readonly delaySeconds: number;
}

/** The retrier that takes this failure, if it has attempts left. @param attempts used so far, per retrier */
export function retryOf(
  fields: JsonObject,
  failure: StateFailure,
  attempts: ReadonlyMap<number, number>,
  random: Random,
): Retry | undefined {
  const retriers = objectsIn(fields['Retry']);
  const retrier = retriers.findIndex((entry) => names(entry, failure));
  const entry = retriers[retrier];
  if (!entry) return undefined;
  const used = attempts.get(retrier) ?? 0;
  if (used >= numberIn(entry, 'MaxAttempts', defaults.maxAttempts)) return undefined;
  const grown =
    numberIn(entry, 'IntervalSeconds', defaults.intervalSeconds) *
    numberIn(entry, 'BackoffRate', defaults.backoffRate) ** used;
  const capped = Math.min(grown, numberIn(entry, 'MaxDelaySeconds', Infinity));
  return { retrier, delaySeconds: entry['JitterStrategy'] === 'FULL' ? random.fraction() * capped : capped };
}

/** The first catcher that names this failure, and its place in `Catch`. */
export function catcherOf(
  fields: JsonObject,
  failure: StateFailure,
): { readonly catcher: JsonObject; readonly index: number } | undefined {
  const catchers = objectsIn(fields['Catch']);
  const index = catchers.findIndex((entry) => names(entry, failure));
  const catcher = catchers[index];
  return catcher && { catcher, index };
}

function names(entry: JsonObject, failure: StateFailure): boolean {
  const error = failure.error ?? '';
  const wanted = Array.isArray(entry['ErrorEquals']) ? (entry['ErrorEquals'] as readonly JsonValue[]) : [];
  return wanted.some((name) => {
    if (name === error || name === failure.alias) return true;
    const terminal = neverCaught.has(error) && !failure.ofTask;
    if (name === 'States.ALL') return !terminal;
    return name === 'States.TaskFailed' && error !== 'States.Timeout' && !terminal;
  });
}

function numberIn(entry: JsonObject, name: string, fallback: number): number {
  const value = entry[name];
  return typeof value === 'number' ? value : fallback;
}
