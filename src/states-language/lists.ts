import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';

/** A field as a list, or none where it is no list. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The objects of a field that is a list of objects. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return listOf(value).filter(isJsonObject);
}
