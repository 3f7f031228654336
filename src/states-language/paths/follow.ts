import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { holdsFor } from './filter.ts';
import { callFunction } from './functions.ts';
import { isDefinite, type Path, type Step } from './path.ts';

/** Where paths lead: a state's input (`$`), the context object (`$$`), variables (`$name`), a filter's item (`@`). */
export interface Roots {
  readonly input: JsonValue;
  readonly context: JsonObject;
  variable(name: string): JsonValue | undefined;
  readonly current?: JsonValue;
}

/** What the path leads to; undefined where a definite path leads nowhere. */
export function follow(path: Path, roots: Roots): JsonValue | undefined {
  const root = rootOf(path, roots);
  if (root === undefined) return undefined;
  let found: readonly JsonValue[] = [root];
  let definite = true;
  for (const [index, step] of path.steps.entries()) {
    const last = index === path.steps.length - 1;
    if (step.kind === 'call') {
      // A function takes the whole list where the path before it is indefinite.
      const value = definite ? found[0] : found;
      const result = value === undefined ? undefined : callFunction(step.name, value, step.argument);
      found = result === undefined ? [] : [result];
      definite = true;
    } else {
      found = found.flatMap((value) => takeStep(step, value, roots, last));
      definite = definite && isDefinite(step, last);
    }
  }
  return definite ? found[0] : found;
}

function rootOf(path: Path, roots: Roots): JsonValue | undefined {
  switch (path.origin.kind) {
    case 'input':
      return roots.input;
    case 'context':
      return roots.context;
    case 'current':
      return roots.current;
    case 'variable':
      return roots.variable(path.origin.name);
  }
}

function takeStep(step: Step, value: JsonValue, roots: Roots, last: boolean): readonly JsonValue[] {
  switch (step.kind) {
    case 'names':
      return named(step.names, value, last);
    case 'indexes':
      return step.indexes.flatMap((index) => itemAt(value, index));
    case 'from-end':
      return itemAt(value, -step.back);
    case 'slice':
      return asList(value)?.slice(step.from, step.to) ?? [];
    case 'every':
      return asList(value) ?? (isJsonObject(value) ? Object.values(value) : []);
    case 'descend':
      return descendants(value);
    case 'filter': {
      const candidates = asList(value) ?? (isJsonObject(value) ? [value] : []);
      return candidates.filter((item) =>
        holdsFor(step.test, (path) => follow(path, { ...roots, current: item })),
      );
    }
    case 'call':
      return [];
  }
}

function named(names: readonly string[], value: JsonValue, last: boolean): readonly JsonValue[] {
  if (!isJsonObject(value)) return [];
  const present = names.filter((name) => Object.hasOwn(value, name));
  if (names.length > 1 && last)
    return [Object.fromEntries(present.map((name) => [name, value[name] ?? null]))];
  return present.map((name) => value[name] ?? null);
}

function itemAt(value: JsonValue, index: number): readonly JsonValue[] {
  const inner = asList(value)?.at(index);
  return inner === undefined ? [] : [inner];
}

function asList(value: JsonValue): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}

function descendants(value: JsonValue): readonly JsonValue[] {
  const inner = asList(value) ?? (isJsonObject(value) ? Object.values(value) : []);
  return [value, ...inner.flatMap(descendants)];
}
