import type { JsonObject, JsonValue } from '../../platform/index.ts';

/** A tree that grows as parameters are read: a text, or parts by name. */
type Node = string | Map<string, Node>;

/** Deeper than any operation's input. */
const deepest = 20;

/**
 * The parameters of a Query call as a tree: `Tags.member.1.Key` becomes a list of objects, `Attributes.entry.1.key` with its
 * `value` a map, flattened lists such as `AttributeName.1` lists. All leaves are texts.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function queryParams(form: URLSearchParams): JsonObject {
  const root = new Map<string, Node>();
  for (const [name, value] of form) put(root, name.split('.'), value);
  return Object.fromEntries([...root].map(([name, node]) => [name, resolved(node)]));
}

function put(root: Map<string, Node>, path: readonly string[], value: string): void {
  if (path.length > deepest) return;
  let here = root;
  for (const name of path.slice(0, -1)) {
    const there = here.get(name);
    const next = there instanceof Map ? there : new Map<string, Node>();
    if (next !== there) here.set(name, next);
    here = next;
  }
  here.set(path.at(-1) ?? '', value);
}

function resolved(node: Node): JsonValue {
  if (typeof node === 'string') return node;
  const members = node.get('member');
  if (node.size === 1 && members instanceof Map && isList(members)) return listOf(members);
  // An empty list is written as `Tags.member=`.
  if (node.size === 1 && members === '') return [];
  const entries = node.get('entry');
  if (node.size === 1 && entries instanceof Map && isList(entries)) return mapOf(listOf(entries));
  if (isList(node)) return listOf(node);
  return Object.fromEntries([...node].map(([name, inner]) => [name, resolved(inner)]));
}

function isList(node: Map<string, Node>): boolean {
  return [...node.keys()].every((name) => /^\d+$/.test(name));
}

/** In the order of the numbers. */
function listOf(node: Map<string, Node>): readonly JsonValue[] {
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => resolved(inner));
}

/** Services spell the halves of an entry `key` and `value`, or `Name` and `Value`. */
function mapOf(entries: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const { key, Name, value, Value } = entry as JsonObject;
      const name = key ?? Name;
      return typeof name === 'string' ? [[name, value ?? Value ?? ''] as const] : [];
    }),
  );
}
