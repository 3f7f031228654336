import { isJsonObject, type JsonObject, type JsonValue } from '../../../../platform/index.ts';

/** Members that are maps: their keys are data. */
const maps = new Set(['parameters', 'tags', 'options', 'labels', 'variables']);
/** Members that say when something happened. */
const instant = /(Date|Time|Timestamp|LastModified)$/;
/** Seconds since the epoch lie between 2001 and 5138: a number of seconds that something lasts does not. */
const firstInstant = 1e9;
const lastInstant = 1e11;

/** `executionArn` becomes `ExecutionArn`, all the way down. */
export function pascalKeys(value: JsonObject): JsonObject {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1)) as JsonObject;
}

/** `ExecutionArn` becomes `executionArn`, all the way down. */
export function camelKeys(value: JsonObject): JsonObject {
  return renamed(value, (name) => name.charAt(0).toLowerCase() + name.slice(1)) as JsonObject;
}

function renamed(value: JsonValue, rename: (name: string) => string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => renamed(item, rename));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      rename(name),
      maps.has(name.toLowerCase()) && isJsonObject(inner) ? inner : renamed(inner, rename),
    ]),
  );
}

/** Dates of the wire as `aws-sdk` results have them. */
export function isoDates(value: JsonValue, name = ''): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => isoDates(item, name));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isoDates(inner, key)]));
  if (typeof value !== 'number' || !instant.test(name) || value < firstInstant || value > lastInstant)
    return value;
  return new Date(Math.round(value * 1000)).toISOString();
}
