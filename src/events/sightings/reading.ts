import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../platform/index.ts';

type Key = string | number;

/** What stands there; undefined where nothing does. Events are other people's JSON: nothing of their form is sure. */
export function valueIn(from: JsonValue | undefined, ...path: readonly Key[]): JsonValue | undefined {
  let value = from;
  for (const key of path) {
    if (typeof key === 'number') value = Array.isArray(value) ? (value as JsonValue[])[key] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Text that is not empty; a number is as good. */
export function textIn(from: JsonValue | undefined, ...path: readonly Key[]): string | undefined {
  const value = valueIn(from, ...path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A number, also where it is written as text: AWS Health writes all of them so. */
export function numberIn(from: JsonValue | undefined, ...path: readonly Key[]): number | undefined {
  const text = textIn(from, ...path);
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

export function listIn(from: JsonValue | undefined, ...path: readonly Key[]): readonly JsonValue[] {
  const value = valueIn(from, ...path);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** An object that stands there, or that stands there as JSON in a string. */
export function objectIn(from: JsonValue | undefined, ...path: readonly Key[]): JsonObject | undefined {
  const value = valueIn(from, ...path);
  const read = typeof value === 'string' ? parseJson(value) : value;
  return isJsonObject(read) ? read : undefined;
}

/** The last part of an ARN: documented examples have the Region in the wrong field, so fields are not counted. */
export function nameInArn(arn: string): string {
  return arn.split(/[/:]/).findLast((part) => part !== '') ?? arn;
}
