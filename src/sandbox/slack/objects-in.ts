import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** The objects of a list; nothing where it is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => isJsonObject(one)) : [];
}
