import { parseJson, type JsonValue } from '../../platform/index.ts';

/** Nothing that Slack takes nests nearly so deep; far deeper values break whoever walks through them later. */
const deepest = 64;

/** Whether lists and objects nest deeper than anybody could mean. Walks without recursion. */
export function isTooDeep(value: JsonValue): boolean {
  let level: readonly JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? Object.values<JsonValue>(inner) : [],
    );
  }
  return false;
}

/** The value; undefined where the text is not JSON, or nests too deep to be kept. */
export function parseShallow(text: string): JsonValue | undefined {
  const value = parseJson(text);
  return value === undefined || isTooDeep(value) ? undefined : value;
}
