import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import { follow, parsePath } from './path.ts';

/** Where a state's paths lead: its input (`$`) and the context object (`$$`). */
export interface Roots {
  readonly input: JsonValue;
  readonly context: JsonObject;
}

/** The value at a path. @throws {StateFailure} where a definite path leads nowhere */
export function valueAt(text: string, roots: Roots): JsonValue {
  const found = lookUp(text, roots);
  if (found === undefined) {
    throw runtimeFailure(`Invalid path '${text}' : No results for path: ${bracketed(text)}`);
  }
  return found;
}

export function lookUp(text: string, roots: Roots): JsonValue | undefined {
  const path = parsePath(text);
  return follow(path, path.ofContext ? roots.context : roots.input);
}

/** InputPath and OutputPath: absent is `$`, null throws everything away. */
export function select(path: JsonValue | undefined, roots: Roots): JsonValue {
  if (path === null) return {};
  return typeof path === 'string' ? valueAt(path, roots) : roots.input;
}

/** A payload template: names that end in `.$` are paths. @throws {StateFailure} */
export function fill(template: JsonValue, roots: Roots): JsonValue {
  if (Array.isArray(template)) return (template as readonly JsonValue[]).map((item) => fill(item, roots));
  if (!isJsonObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, inner]) => {
      if (!name.endsWith('.$') || typeof inner !== 'string') return [name, fill(inner, roots)];
      const value = lookUp(inner, roots);
      if (value === undefined) {
        throw new StateFailure(
          'States.ParameterPathFailure',
          `The JSONPath '${inner}' specified for the field '${name}' could not be found in the input '${JSON.stringify(roots.input)}'`,
          { aboutState: true },
        );
      }
      return [name.slice(0, -2), value];
    }),
  );
}

/** ResultPath: where the result goes in the input. Absent is `$`; null keeps the input. @throws {StateFailure} */
export function place(resultPath: JsonValue | undefined, input: JsonValue, result: JsonValue): JsonValue {
  if (resultPath === null) return input;
  if (typeof resultPath !== 'string' || resultPath === '$') return result;
  const keys = parsePath(resultPath).steps.flatMap((step): (string | number)[] => {
    if (step.kind === 'names') return [...step.names];
    return step.kind === 'indexes' ? [...step.indexes] : [];
  });
  return put(input, keys, result, resultPath);
}

function put(
  value: JsonValue,
  keys: readonly (string | number)[],
  result: JsonValue,
  path: string,
): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return result;
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...(value as readonly JsonValue[])] : undefined;
    const there = list?.[key];
    if (!list || there === undefined) throw mismatch(path, value);
    list[key] = put(there, rest, result, path);
    return list;
  }
  if (!isJsonObject(value)) throw mismatch(path, value);
  return { ...value, [key]: put(Object.hasOwn(value, key) ? (value[key] ?? {}) : {}, rest, result, path) };
}

function mismatch(path: string, input: JsonValue): StateFailure {
  return new StateFailure(
    'States.ResultPathMatchFailure',
    `Unable to apply ReferencePath ${path} to input ${JSON.stringify(input)}`,
    { aboutState: true },
  );
}

/** `$.a.b` the way Jayway prints it: `$['a']['b']`. */
function bracketed(text: string): string {
  return text.replace(/\.([^.[\]]+)/g, "['$1']");
}
