import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

/** A list, or the one thing that was written without a number. */
export function listOf(value: JsonValue): readonly JsonValue[] {
  if (isList(value)) return value;
  return value === '' ? [] : [value];
}

/** Pairs such as `{ Name, Value }` as an object. */
export function entriesOf(value: JsonValue, key: string, inner: string): JsonObject {
  return Object.fromEntries(
    listOf(value).flatMap((pair) => {
      const name = isJsonObject(pair) ? pair[key] : undefined;
      return typeof name === 'string' && isJsonObject(pair) ? [[name, pair[inner] ?? '']] : [];
    }),
  );
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The answer with a map in it written as the entries that XML has for it. */
export function withEntries(answer: JsonObject, name: string): JsonObject {
  const map = answer[name];
  if (!isJsonObject(map)) return answer;
  return { ...answer, [name]: { entry: Object.entries(map).map(([key, value]) => ({ key, value })) } };
}
