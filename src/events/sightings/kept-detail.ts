import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { shownWithoutSecrets } from './without-secrets.ts';

/** A record holds two of them, and an item of DynamoDB 400 KB in all: characters of JSON. */
const largest = 24_000;
const longestText = 2_000;
const longestList = 50;

/** An event's detail as a record keeps it: without secrets, and no larger than somebody reads. */
export function keptDetail(detail: JsonObject): JsonObject {
  const kept: Record<string, JsonValue> = {};
  let room = largest;
  for (const [name, value] of Object.entries(shownWithoutSecrets(detail))) {
    const short = shortened(value);
    const size = JSON.stringify(short).length + name.length;
    if (size <= room) {
      // Defined, not assigned: a field may be named __proto__.
      Object.defineProperty(kept, name, { value: short, enumerable: true, configurable: true });
      room -= size;
    }
  }
  return kept;
}

function shortened(value: JsonValue): JsonValue {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
  return Array.isArray(value) ? (value as readonly JsonValue[]).slice(0, longestList).map(shortened) : value;
}
