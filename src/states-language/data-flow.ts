import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import { callIntrinsic, parseIntrinsic } from './intrinsics/index.ts';
import { follow, parsePath, put, referenceKeys, whyMissing, type Roots } from './paths/index.ts';
import type { Random } from './random.ts';

/** What JSONPath fields are read against. */
export interface Reading extends Roots {
  readonly random: Random;
}

/** The value at a path. @throws {StateFailure} where a definite path leads nowhere */
export function valueAt(text: string, reading: Reading): JsonValue {
  const path = parsePath(text);
  const found = follow(path, reading);
  if (found === undefined) throw runtimeFailure(`Invalid path '${text}' : ${whyMissing(path, reading)}`);
  return found;
}

export function lookUp(text: string, reading: Reading): JsonValue | undefined {
  return follow(parsePath(text), reading);
}

/** The value of a field that takes a path or an intrinsic function. @param field as written, for the cause */
export function evaluate(text: string, field: string, reading: Reading): JsonValue {
  if (text.startsWith('States.')) return callIntrinsic(parseIntrinsic(text), reading, reading.random);
  const value = lookUp(text, reading);
  if (value !== undefined) return value;
  throw runtimeFailure(
    `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(reading.input)}'`,
  );
}

/** InputPath and OutputPath: absent is `$`, null throws everything away. */
export function select(path: JsonValue | undefined, reading: Reading): JsonValue {
  if (path === null) return {};
  return typeof path === 'string' ? valueAt(path, reading) : reading.input;
}

/** A payload template: names that end in `.$` are paths or intrinsic functions. @throws {StateFailure} */
export function fill(template: JsonValue, reading: Reading): JsonValue {
  if (Array.isArray(template)) return (template as readonly JsonValue[]).map((item) => fill(item, reading));
  if (!isJsonObject(template)) return template;
  return fillObject(template, reading);
}

export function fillObject(template: JsonObject, reading: Reading): JsonObject {
  return Object.fromEntries(
    Object.entries(template).map(([name, inner]) =>
      name.endsWith('.$') && typeof inner === 'string'
        ? [name.slice(0, -2), evaluate(inner, name, reading)]
        : [name, fill(inner, reading)],
    ),
  );
}

/** ResultPath: where the result goes in the input. Absent is `$`; null keeps the input. @throws {StateFailure} */
export function place(resultPath: JsonValue | undefined, input: JsonValue, result: JsonValue): JsonValue {
  if (resultPath === null) return input;
  if (typeof resultPath !== 'string' || resultPath === '$') return result;
  const keys = referenceKeys(parsePath(resultPath));
  const placed = keys && put(input, keys, result);
  if (placed !== undefined) return placed;
  throw new StateFailure(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${resultPath} to input ${JSON.stringify(input)}`,
    { aboutState: true },
  );
}
