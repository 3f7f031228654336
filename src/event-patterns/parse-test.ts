import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { parseCidr } from './address.ts';
import { soleKey, type Parsed } from './match-expression.ts';
import { parseAnythingBut } from './parse-anything-but.ts';
import { parseNumeric } from './parse-numeric.ts';
import { isScalar } from './value-test.ts';
import { parseWildcard } from './wildcard.ts';

/** Reads one entry of a pattern's list. Faults are in EventBridge's own words. */
export function parseTest(written: JsonValue): Parsed {
  if (isScalar(written)) return { test: { kind: 'equals', value: written } };
  if (!isJsonObject(written)) return { fault: 'Match value must be String, number, true, false, or null' };
  const operator = soleKey(
    written,
    'Match expression name not found',
    'Only one key allowed in match expression',
  );
  if ('fault' in operator) return operator;
  const { key, value } = operator;
  switch (key) {
    case 'prefix':
    case 'suffix':
      return parseEnd(key, value);
    case 'exactly':
    case 'equals-ignore-case':
    case 'wildcard':
    case 'cidr':
      return parseText(key, value);
    case 'numeric':
      return parseNumeric(value);
    case 'exists':
      return typeof value === 'boolean'
        ? { test: { kind: 'exists', exists: value } }
        : { fault: 'exists match pattern must be either true or false.' };
    case 'anything-but':
      return parseAnythingBut(value);
    default:
      return { fault: `Unrecognized match type ${key}` };
  }
}

function parseText(kind: 'exactly' | 'equals-ignore-case' | 'wildcard' | 'cidr', value: JsonValue): Parsed {
  if (typeof value !== 'string') {
    // EventBridge says prefix of cidr, too.
    const named = kind === 'cidr' ? 'prefix' : kind === 'exactly' ? 'exact' : kind;
    return { fault: `${named} match pattern must be a string` };
  }
  if (kind === 'exactly') return { test: { kind: 'equals', value } };
  if (kind === 'equals-ignore-case') return { test: { kind, text: value } };
  if (kind === 'cidr') {
    const range = parseCidr(value);
    return 'fault' in range ? range : { test: { kind, range } };
  }
  const wildcard = parseWildcard(value);
  return 'fault' in wildcard ? wildcard : { test: { kind, wildcard } };
}

function parseEnd(kind: 'prefix' | 'suffix', value: JsonValue): Parsed {
  if (typeof value === 'string') return { test: { kind, text: value, ignoreCase: false } };
  if (!isJsonObject(value)) return { fault: `${kind} match pattern must be a string` };
  const name = kind === 'prefix' ? 'Prefix' : 'Suffix';
  const inner = soleKey(
    value,
    `${name} expression name not found`,
    'Only one key allowed in match expression',
  );
  if ('fault' in inner) return inner;
  if (inner.key !== 'equals-ignore-case') return { fault: `Unsupported ${kind} pattern: ${inner.key}` };
  return typeof inner.value === 'string'
    ? { test: { kind, text: inner.value, ignoreCase: true } }
    : { fault: 'equals-ignore-case match pattern must be a string' };
}
