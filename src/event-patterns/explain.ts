import type { JsonValue } from '../platform/index.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { holdTogether, satisfying } from './matches.ts';
import type { Condition, EventPattern } from './pattern.ts';

/** One field that kept an event from fitting. */
export interface Mismatch {
  readonly path: string;
  /** The list of the pattern. */
  readonly wanted: readonly JsonValue[];
  /** What the event has there; empty where it has nothing. */
  readonly found: readonly JsonValue[];
  /** A sentence for a person. */
  readonly because: string;
}

export type Explanation =
  { readonly matches: true } | { readonly matches: false; readonly mismatches: readonly Mismatch[] };

/** Says why an event does not fit; of several alternatives, the one that came nearest. */
export function explain(pattern: EventPattern, event: JsonValue): Explanation {
  const fields = fieldsOf(event);
  let nearest: readonly Mismatch[] | undefined;
  for (const conditions of pattern.alternatives) {
    if (holdTogether(conditions, fields)) return { matches: true };
    const mismatches = mismatchesOf(conditions, fields);
    if (!nearest || mismatches.length < nearest.length) nearest = mismatches;
  }
  return { matches: false, mismatches: nearest ?? [] };
}

function mismatchesOf(conditions: readonly Condition[], fields: Fields): readonly Mismatch[] {
  const alone = conditions
    .filter((condition) => satisfying(condition, fields)?.length === 0)
    .map((condition) => mismatch(condition, fields));
  if (alone.length > 0) return alone;
  const inArrays = conditions.filter((condition) =>
    (fields.get(condition.path) ?? []).some(({ places }) => places.size > 0),
  );
  return inArrays.map((condition) => ({
    ...mismatch(condition, fields),
    because: `${condition.path} fits, but not in the same element of its array as ${others(inArrays, condition)}`,
  }));
}

function mismatch({ path, tests, written }: Condition, fields: Fields): Mismatch {
  const found = (fields.get(path) ?? []).map(({ value }) => value);
  const wanted = written.map((entry) => JSON.stringify(entry)).join(' or ');
  const [first] = tests;
  const onlyAbsent = tests.length === 1 && first?.kind === 'exists' && !first.exists;
  const actual = found.map((value) => JSON.stringify(value)).join(', ');
  if (found.length === 0) {
    return {
      path,
      wanted: written,
      found,
      because: `${path} is not in the event; the pattern wants ${wanted}`,
    };
  }
  return {
    path,
    wanted: written,
    found,
    because: onlyAbsent
      ? `${path} is ${actual}; the pattern wants it absent`
      : `${path} is ${actual}; the pattern wants ${wanted}`,
  };
}

function others(conditions: readonly Condition[], but: Condition): string {
  return conditions
    .filter((condition) => condition !== but)
    .map(({ path }) => path)
    .join(', ');
}
