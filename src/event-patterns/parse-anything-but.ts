import { isJsonObject, type JsonObject, type JsonValue } from '../platform/index.ts';
import { soleKey, type Parsed } from './match-expression.ts';
import type { ValueTest } from './value-test.ts';
import { parseWildcard } from './wildcard.ts';

const shape = 'Value of anything-but must be an array or single string/number value.';

/** Reads what stands behind `anything-but`: a value, a list of one type, or one of four operators over texts. */
export function parseAnythingBut(written: JsonValue): Parsed {
  if (isJsonObject(written)) return parseOperator(written);
  if (!isList(written) && typeof written !== 'string' && typeof written !== 'number') return { fault: shape };
  const values: readonly JsonValue[] = isList(written) ? written : [written];
  const tests: ValueTest[] = [];
  for (const value of values) {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return { fault: 'Inside anything but list, start|null|boolean is not supported.' };
    }
    tests.push({ kind: 'equals', value });
  }
  if (new Set(values.map((value) => typeof value)).size !== 1) {
    return {
      fault: 'Inside anything but list, either all values are number or string, mixed type is not supported',
    };
  }
  return { test: { kind: 'anything-but', tests } };
}

function parseOperator(written: JsonObject): Parsed {
  const operator = soleKey(
    written,
    'Anything-But expression name not found',
    'Too many elements in numeric expression',
  );
  if ('fault' in operator) return operator;
  const { key, value } = operator;
  if (!isOperator(key)) return { fault: `Unsupported anything-but pattern: ${key}` };
  if (!isList(value) && typeof value !== 'string' && typeof value !== 'number') return { fault: shape };
  const tests: ValueTest[] = [];
  for (const text of isList(value) ? value : [value]) {
    const parsed = testOf(key, text);
    if ('fault' in parsed) return parsed;
    tests.push(parsed.test);
  }
  return { test: { kind: 'anything-but', tests } };
}

type Operator = 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard';

function isOperator(key: string): key is Operator {
  return key === 'prefix' || key === 'suffix' || key === 'equals-ignore-case' || key === 'wildcard';
}

function testOf(kind: Operator, text: JsonValue): Parsed {
  if (kind === 'prefix' || kind === 'suffix') {
    if (typeof text !== 'string') return { fault: 'prefix/suffix match pattern must be a string' };
    if (text === '') return { fault: 'Null prefix/suffix not allowed' };
    return { test: { kind, text, ignoreCase: false } };
  }
  if (kind === 'equals-ignore-case') {
    if (typeof text === 'string') return { test: { kind, text } };
    return {
      fault: 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    };
  }
  if (typeof text !== 'string') return { fault: 'wildcard match pattern must be a string' };
  const wildcard = parseWildcard(text);
  return 'fault' in wildcard ? wildcard : { test: { kind, wildcard } };
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
