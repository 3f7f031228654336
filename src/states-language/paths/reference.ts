import { isJsonObject, type JsonValue } from '../../platform/index.ts';
import type { Path } from './path.ts';

/** The keys of a Reference Path (names and single indexes only); undefined for any other path. */
export function referenceKeys(path: Path): readonly (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const step of path.steps) {
    if (step.kind === 'names' && step.names.length === 1) keys.push(...step.names);
    else if (step.kind === 'indexes' && step.indexes.length === 1 && (step.indexes[0] ?? 0) >= 0)
      keys.push(...step.indexes);
    else return undefined;
  }
  return keys;
}

/** The value with `result` put where the keys lead, missing objects made on the way; undefined where that cannot be. */
export function put(
  value: JsonValue,
  keys: readonly (string | number)[],
  result: JsonValue,
): JsonValue | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return result;
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...(value as readonly JsonValue[])] : undefined;
    const there = list?.[key];
    if (!list || there === undefined) return undefined;
    const inner = put(there, rest, result);
    if (inner === undefined) return undefined;
    list[key] = inner;
    return list;
  }
  if (!isJsonObject(value)) return undefined;
  const inner = put(Object.hasOwn(value, key) ? (value[key] ?? {}) : {}, rest, result);
  return inner === undefined ? undefined : { ...value, [key]: inner };
}
