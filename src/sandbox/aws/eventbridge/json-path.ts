import { isJsonObject, type JsonValue } from '../../../platform/index.ts';

/**
 * The part of JSONPath that EventBridge has: names by dot or in brackets, indices, wildcards.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
const step = /\.([\w\-/$]+|\*)|\[(\d+|\*)\]|\['([^']*)'\]/g;

export function isPath(path: string): boolean {
  return path.startsWith('$') && path.slice(1).replaceAll(step, '') === '';
}

/** The value at a path, undefined where there is none. A wildcard gives the list of all values. */
export function valueAt(event: JsonValue, path: string): JsonValue | undefined {
  let found: readonly JsonValue[] = [event];
  let many = false;
  for (const [, name, index, quoted] of path.slice(1).matchAll(step)) {
    const key = name ?? index ?? quoted ?? '';
    const all = quoted === undefined && key === '*';
    many ||= all;
    found = found.flatMap((value) => (all ? childrenOf(value) : childOf(value, key)));
  }
  return many ? found : found[0];
}

function childrenOf(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  return isJsonObject(value) ? Object.values(value) : [];
}

function childOf(value: JsonValue, key: string): readonly JsonValue[] {
  const child = Array.isArray(value)
    ? (value as readonly JsonValue[])[Number(key)]
    : isJsonObject(value) && Object.hasOwn(value, key)
      ? value[key]
      : undefined;
  return child === undefined ? [] : [child];
}
