import { canonicalJson, type JsonValue } from '../../platform/index.ts';
import { ArgumentsInvalid, integerAt, invalid, listAt, mustHave, type Intrinsic } from './arguments.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html: States.ArrayRange gives at most this many. */
const longestRange = 1_000;

export function partition(list: readonly JsonValue[], size: number): JsonValue {
  const parts: JsonValue[] = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}

/** From `first` to `last`, which belongs to it where a step lands there. */
export function range(first: number, last: number, step: number): number[] {
  const items: number[] = [];
  for (let next = first; step > 0 ? next <= last : next >= last; next += step) items.push(next);
  return items;
}

export const arrayFunctions: Readonly<Record<string, Intrinsic>> = {
  'States.Array': ({ args }) => args,
  'States.ArrayPartition'(given) {
    mustHave(given, 2);
    const size = integerAt(given, 1);
    if (size <= 0) throw invalid(given);
    return partition(listAt(given, 0), size);
  },
  'States.ArrayContains'(given) {
    mustHave(given, 2);
    const wanted = canonicalJson(given.args[1]);
    return listAt(given, 0).some((item) => canonicalJson(item) === wanted);
  },
  'States.ArrayRange'(given) {
    mustHave(given, 3);
    const [first, last, step] = [integerAt(given, 0), integerAt(given, 1), integerAt(given, 2)];
    if (step === 0) throw invalid(given);
    if ((last - first) / step >= longestRange)
      throw new ArgumentsInvalid(`Arrays cannot exceed ${String(longestRange)} items in ${given.name}`);
    return range(first, last, step);
  },
  'States.ArrayGetItem'(given) {
    mustHave(given, 2);
    const index = integerAt(given, 1);
    const item = index < 0 ? undefined : listAt(given, 0)[index];
    if (item === undefined) throw invalid(given);
    return item;
  },
  'States.ArrayLength'(given) {
    mustHave(given, 1);
    return listAt(given, 0).length;
  },
  'States.ArrayUnique'(given) {
    mustHave(given, 1);
    const seen = new Set<string>();
    return listAt(given, 0).filter((item) => {
      const key = canonicalJson(item);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  },
};
