import type { JsonValue } from '../platform/index.ts';
import { fieldsOf, type Field, type Fields, type Places } from './fields.ts';
import type { Condition, EventPattern } from './pattern.ts';
import { acceptsAbsence, passes } from './value-test.ts';

/** Whether an event fits a pattern. */
export function matches(pattern: EventPattern, event: JsonValue): boolean {
  const fields = fieldsOf(event);
  return pattern.alternatives.some((conditions) => holdTogether(conditions, fields));
}

/** The fields that satisfy a condition, looked at alone; undefined where absence does. */
export function satisfying(condition: Condition, fields: Fields): readonly Field[] | undefined {
  const there = fields.get(condition.path);
  if (!there) return acceptsAbsence(condition.tests) ? undefined : [];
  return there.filter(({ value }) => condition.tests.some((test) => passes(test, value)));
}

/**
 * Whether all conditions hold, those on fields of one array in the same element of it: `{ items: { kind: ['a'], count: [1] } }`
 * wants one item that is both.
 */
export function holdTogether(conditions: readonly Condition[], fields: Fields): boolean {
  const found = conditions.map((condition) => satisfying(condition, fields));
  let soFar: readonly Places[] = [new Map()];
  for (const [at, candidates] of found.entries()) {
    if (!candidates) continue;
    const later = arraysOf(found.slice(at + 1));
    const next = new Map<string, Places>();
    for (const places of soFar) {
      for (const field of candidates) {
        const joint = join(places, field.places, later);
        if (joint) next.set(JSON.stringify([...joint]), joint);
      }
    }
    if (next.size === 0) return false;
    soFar = [...next.values()];
  }
  return true;
}

function arraysOf(found: readonly (readonly Field[] | undefined)[]): ReadonlySet<number> {
  const arrays = new Set<number>();
  for (const candidates of found) {
    for (const { places } of candidates ?? []) for (const array of places.keys()) arrays.add(array);
  }
  return arrays;
}

/** Both places, as far as later fields care; undefined where they differ in an array. */
function join(one: Places, other: Places, later: ReadonlySet<number>): Places | undefined {
  for (const [array, index] of other) {
    if ((one.get(array) ?? index) !== index) return undefined;
  }
  return new Map([...one, ...other].filter(([array]) => later.has(array)).sort(([a], [b]) => a - b));
}
