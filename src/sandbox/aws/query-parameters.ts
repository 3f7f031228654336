import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';

interface Tree {
  readonly children: Map<string, Tree>;
  value?: string;
}

/** How deep a name may go; no service's parameters come near. */
const deepest = 16;

/**
 * The parameters of a form as the tree that their dotted names spell: `Attribute.1.Name` is the Name of the first Attribute.
 * A node whose names are all numbers is a list, in their order, without the gaps; `member` (`Tags.member.1.Key`) is the list itself,
 * and `entry` (`Attributes.entry.1.key`) the map.
 */
export function nested(form: Iterable<readonly [string, string]>): JsonObject {
  const root: Tree = { children: new Map() };
  for (const [name, value] of form) {
    let node = root;
    for (const part of name.split('.', deepest)) {
      const next: Tree = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return Object.fromEntries([...root.children].map(([name, node]) => [name, valueOf(node)]));
}

function valueOf({ children, value }: Tree): JsonValue {
  if (children.size === 0) return value ?? '';
  const [only] = children;
  if (children.size === 1 && only?.[0] === 'member') return listOf(valueOf(only[1]));
  if (children.size === 1 && only?.[0] === 'entry') return entriesOf(valueOf(only[1]), 'key', 'value');
  const names = [...children.keys()];
  if (names.every((name) => /^\d+$/.test(name))) {
    return [...children].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => valueOf(child));
  }
  return Object.fromEntries([...children].map(([name, child]) => [name, valueOf(child)]));
}

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
