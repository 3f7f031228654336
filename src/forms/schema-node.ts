import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';

/** A reference that leads to a reference, and so on, ends here. */
const mostSteps = 8;
/** Keywords that say more of an object than its properties do. */
const more = [
  'oneOf',
  'anyOf',
  'allOf',
  'if',
  'patternProperties',
  'dependentSchemas',
  '$ref',
  '$dynamicRef',
];

/** The schema at a place, with a `$ref` into the same document followed. Pure. */
export function unfolded(node: JsonValue, schema: JsonObject): JsonObject {
  let found = node;
  for (let step = 0; step < mostSteps && isJsonObject(found); step += 1) {
    const ref: JsonValue | undefined = found['$ref'];
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return found;
    const target = targetOf(ref, schema);
    if (!isJsonObject(target)) return found;
    found = { ...target, ...without$ref(found) };
  }
  return isJsonObject(found) ? found : {};
}

function without$ref(node: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== '$ref'));
}

function targetOf(ref: string, schema: JsonObject): JsonValue | undefined {
  let target: JsonValue | undefined = schema;
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    target = isJsonObject(target) && Object.hasOwn(target, key) ? target[key] : undefined;
  }
  return target;
}

/** The one type of a value, null aside; undefined where there is none or several. */
export function typeOf({ type, properties }: JsonObject): string | undefined {
  const types = [type ?? (properties === undefined ? [] : 'object')].flat().filter((one) => one !== 'null');
  return types.length === 1 && typeof types[0] === 'string' ? types[0] : undefined;
}

/** An object whose properties are all there is to say of it. */
export function plainObject(node: JsonObject): boolean {
  if (typeOf(node) !== 'object' || more.some((key) => node[key] !== undefined)) return false;
  const properties = node['properties'];
  // Without properties anything may stand in it, unless nothing may.
  if (!isJsonObject(properties) || Object.keys(properties).length === 0)
    return node['additionalProperties'] === false;
  return true;
}
