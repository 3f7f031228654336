import { isJsonObject, type JsonValue } from '../../platform/index.ts';

type PathFunction = (value: JsonValue, argument: number | undefined) => JsonValue | undefined;

const numbers = (value: JsonValue): readonly number[] =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item): item is number => typeof item === 'number')
    : [];
const ofNumbers =
  (reckon: (list: readonly number[]) => number): PathFunction =>
  (value) => {
    const list = numbers(value);
    return list.length === 0 ? undefined : reckon(list);
  };
const sum = (list: readonly number[]) => list.reduce((total, next) => total + next, 0);
const mean = (list: readonly number[]) => sum(list) / list.length;
const asText = (value: JsonValue) => (typeof value === 'string' ? value : JSON.stringify(value));
const itemAt: PathFunction = (value, index) =>
  Array.isArray(value) ? (value.at(index ?? 0) as JsonValue) : undefined;
const length: PathFunction = (value) => {
  if (Array.isArray(value) || typeof value === 'string') return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
};

/** Jayway's functions at the end of a path: `$.orders.length()`. https://github.com/json-path/JsonPath#functions */
const functions: Readonly<Record<string, PathFunction>> = {
  length,
  size: length,
  sum: ofNumbers(sum),
  min: ofNumbers((list) => Math.min(...list)),
  max: ofNumbers((list) => Math.max(...list)),
  avg: ofNumbers(mean),
  stddev: ofNumbers((list) => Math.sqrt(mean(list.map((item) => (item - mean(list)) ** 2)))),
  keys: (value) => (isJsonObject(value) ? Object.keys(value) : undefined),
  concat: (value) =>
    Array.isArray(value) ? (value as readonly JsonValue[]).map(asText).join('') : undefined,
  first: (value) => itemAt(value, 0),
  last: (value) => itemAt(value, -1),
  index: itemAt,
};

export const functionNames: ReadonlySet<string> = new Set(Object.keys(functions));

export function callFunction(name: string, value: JsonValue, argument?: number): JsonValue | undefined {
  return functions[name]?.(value, argument);
}
