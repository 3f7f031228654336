import type { JsonValue } from '../platform/index.ts';
import { comparable } from './number.ts';
import type { Parsed } from './match-expression.ts';
import type { Bound } from './value-test.ts';

const named: Readonly<Record<string, string>> = { '=': 'equals' };

/** Reads `["=", 5]`, `[">", 0]`, `[">=", 0, "<", 10]`. */
export function parseNumeric(written: JsonValue): Parsed {
  if (!Array.isArray(written)) return { fault: 'Value of numeric must be an array.' };
  const [operator, value, upper, top, ...more] = written as readonly JsonValue[];
  if (typeof operator !== 'string') {
    return {
      fault: `Invalid member in numeric match: ${operator === undefined ? ']' : JSON.stringify(operator)}`,
    };
  }
  if (!['=', '<', '<=', '>', '>='].includes(operator)) {
    return { fault: `Unrecognized numeric range operator: ${operator}` };
  }
  const bound = boundOf(operator, value);
  if ('fault' in bound) return bound;
  if (operator === '=' || operator.startsWith('<')) {
    if (upper !== undefined) return { fault: 'Too many elements in numeric expression' };
    return { test: { kind: 'numeric', below: bound, ...(operator === '=' && { above: bound }) } };
  }
  if (upper === undefined) return { test: { kind: 'numeric', above: bound } };
  if (typeof upper !== 'string') return { fault: `Bad value in numeric range: ${JSON.stringify(upper)}` };
  if (!upper.startsWith('<') || upper.length > 2) return { fault: `Bad numeric range operator: ${upper}` };
  const below = boundOf(upper, top);
  if ('fault' in below) return below;
  if (more.length > 0) return { fault: 'Too many terms in numeric range expression' };
  if (below.value <= bound.value && !(below.value === bound.value && below.inclusive && bound.inclusive)) {
    return { fault: 'Bottom must be less than top' };
  }
  return { test: { kind: 'numeric', above: bound, below } };
}

function boundOf(operator: string, value: JsonValue | undefined): Bound | { readonly fault: string } {
  if (typeof value !== 'number') return { fault: `Value of ${named[operator] ?? operator} must be numeric` };
  if (comparable(value) === undefined) {
    return { fault: 'Value must be between -5.0E9 and 5.0E9, inclusive' };
  }
  return { value, inclusive: operator.endsWith('=') };
}
