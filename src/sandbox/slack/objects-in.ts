import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** Some clients write null for what they leave out. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

/** The objects of a list; nothing where it is no list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => isJsonObject(one)) : [];
}
