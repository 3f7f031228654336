import { describe, expect, it } from '@jest/globals';
import { matches, parsePattern, parsePatternText } from '../../src/event-patterns/index.ts';
import type { JsonValue } from '../../src/platform/index.ts';

const faultsOf = (pattern: JsonValue) => parsePattern(pattern).faults ?? [];

function fits(written: JsonValue, event: JsonValue): boolean {
  const { pattern } = parsePattern(written);
  if (!pattern) throw new Error(JSON.stringify(faultsOf(written)));
  return matches(pattern, event);
}

describe('event patterns', () => {
  it('want every named field and leave the others alone', () => {
    const pattern = { source: ['a'], detail: { state: ['on'] } };
    expect(fits(pattern, { source: 'a', detail: { state: 'on', more: 1 }, time: 'x' })).toBe(true);
    expect(fits(pattern, { source: 'a', detail: { state: 'off' } })).toBe(false);
    expect(fits(pattern, { source: 'a' })).toBe(false);
  });

  it('want the same nesting, where a dot in a name is as good as nesting', () => {
    expect(fits({ detail: { 'state.code': [1] } }, { detail: { state: { code: 1 } } })).toBe(true);
    expect(fits({ detail: { state: { code: [1] } } }, { detail: { 'state.code': 1 } })).toBe(true);
    expect(fits({ state: [1] }, { detail: { state: 1 } })).toBe(false);
  });

  it('look into arrays of objects, and want one element that has it all', () => {
    const pattern = { items: { kind: ['a'], count: [1] } };
    expect(fits(pattern, { items: [{ kind: 'b' }, { kind: 'a', count: 1 }] })).toBe(true);
    expect(fits(pattern, { items: [{ kind: 'a' }, { count: 1 }] })).toBe(false);
    expect(fits(pattern, { items: { kind: 'a', count: 1 } })).toBe(true);
  });

  it('keep the elements of nested arrays apart', () => {
    const pattern = { a: { b: { c: [1], d: [2] }, e: [3] } };
    expect(fits(pattern, { a: [{ b: [{ c: 1 }, { c: 1, d: 2 }], e: 3 }] })).toBe(true);
    expect(fits(pattern, { a: [{ b: [{ c: 1, d: 2 }] }, { e: 3 }] })).toBe(false);
    expect(fits({ a: ['x'] }, { a: [['y'], [['x']]] })).toBe(true);
  });

  it('let fields of different arrays vary on their own', () => {
    expect(fits({ a: { x: [1] }, b: { y: [2] } }, { a: [{ x: 0 }, { x: 1 }], b: [{ y: 2 }] })).toBe(true);
  });

  it('take $or beside other fields, within objects and within itself', () => {
    const pattern = {
      source: ['s'],
      detail: { $or: [{ a: [1] }, { b: [{ numeric: ['<', 10] }], $or: [{ c: [2] }, { d: [3] }] }] },
    };
    expect(fits(pattern, { source: 's', detail: { a: 1 } })).toBe(true);
    expect(fits(pattern, { source: 's', detail: { b: 5, d: 3 } })).toBe(true);
    expect(fits(pattern, { source: 's', detail: { b: 5 } })).toBe(false);
    expect(fits(pattern, { source: 'other', detail: { a: 1 } })).toBe(false);
  });

  it('keep a field that stands both beside and inside $or', () => {
    const pattern = { a: [{ prefix: 'x' }], $or: [{ a: [{ suffix: 'y' }] }, { b: [1] }] };
    expect(fits(pattern, { a: 'x-y' })).toBe(true);
    expect(fits(pattern, { a: 'y' })).toBe(false);
    expect(fits(pattern, { a: 'x', b: 1 })).toBe(true);
  });
});

describe('faults of event patterns', () => {
  const reserved = 'prefix is Ruler reserved fieldName which cannot be used inside $or.';
  const mixed =
    'Inside anything but list, either all values are number or string, mixed type is not supported';
  const range = 'Value must be between -5.0E9 and 5.0E9, inclusive';
  const ignoreCaseList =
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
  const table: readonly (readonly [JsonValue, string, string])[] = [
    [[], '', 'Filter is not an object'],
    ['a', '', 'Filter is not an object'],
    [{}, '', 'Empty objects are not allowed'],
    [{ a: {} }, 'a', 'Empty objects are not allowed'],
    [{ a: [] }, 'a', 'Empty arrays are not allowed'],
    [{ a: { b: 'x' } }, 'a.b', '"b" must be an object or an array'],
    [{ a: null }, 'a', '"a" must be an object or an array'],
    [{ a: [['x']] }, 'a', 'Match value must be String, number, true, false, or null'],
    [{ a: [{}] }, 'a', 'Match expression name not found'],
    [{ a: [{ prefix: 'a', suffix: 'b' }] }, 'a', 'Only one key allowed in match expression'],
    [{ a: [{ PREFIX: 'a' }] }, 'a', 'Unrecognized match type PREFIX'],
    [{ a: [{ prefix: 1 }] }, 'a', 'prefix match pattern must be a string'],
    [{ a: [{ suffix: ['x'] }] }, 'a', 'suffix match pattern must be a string'],
    [{ a: [{ prefix: {} }] }, 'a', 'Prefix expression name not found'],
    [{ a: [{ suffix: {} }] }, 'a', 'Suffix expression name not found'],
    [{ a: [{ prefix: { wildcard: 'x' } }] }, 'a', 'Unsupported prefix pattern: wildcard'],
    [{ a: [{ suffix: { prefix: 'x' } }] }, 'a', 'Unsupported suffix pattern: prefix'],
    [
      { a: [{ suffix: { 'equals-ignore-case': 1 } }] },
      'a',
      'equals-ignore-case match pattern must be a string',
    ],
    [{ a: [{ exactly: 1 }] }, 'a', 'exact match pattern must be a string'],
    [{ a: [{ 'equals-ignore-case': ['x'] }] }, 'a', 'equals-ignore-case match pattern must be a string'],
    [{ a: [{ wildcard: 1 }] }, 'a', 'wildcard match pattern must be a string'],
    [{ a: [{ wildcard: 'a**b' }] }, 'a', 'Consecutive wildcard characters at pos 2'],
    [{ a: [{ wildcard: 'ab\\c' }] }, 'a', 'Invalid escape character at pos 3'],
    [{ a: [{ wildcard: 'ab\\' }] }, 'a', 'Invalid escape character at pos 3'],
    [{ a: [{ cidr: 10 }] }, 'a', 'prefix match pattern must be a string'],
    [{ a: [{ cidr: '10.0.0.0' }] }, 'a', "Malformed CIDR, one '/' required"],
    [{ a: [{ cidr: '10.0.0.0/x' }] }, 'a', 'Malformed CIDR, mask bits must be an integer'],
    [{ a: [{ cidr: '10.0.0.0/-1' }] }, 'a', 'Malformed CIDR, mask bits must not be negative'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'a', 'IPv4 mask bits must be < 32'],
    [{ a: [{ cidr: '::/128' }] }, 'a', 'IPv6 mask bits must be < 128'],
    [{ a: [{ cidr: 'bad/8' }] }, 'a', 'Nonstandard IP address: bad'],
    [{ a: [{ exists: 'true' }] }, 'a', 'exists match pattern must be either true or false.'],
    [{ a: [{ numeric: 5 }] }, 'a', 'Value of numeric must be an array.'],
    [{ a: [{ numeric: [5] }] }, 'a', 'Invalid member in numeric match: 5'],
    [{ a: [{ numeric: [] }] }, 'a', 'Invalid member in numeric match: ]'],
    [{ a: [{ numeric: ['!', 5] }] }, 'a', 'Unrecognized numeric range operator: !'],
    [{ a: [{ numeric: ['=', '5'] }] }, 'a', 'Value of equals must be numeric'],
    [{ a: [{ numeric: ['>', 0, '<'] }] }, 'a', 'Value of < must be numeric'],
    [{ a: [{ numeric: ['>', 0, '>', 5] }] }, 'a', 'Bad numeric range operator: >'],
    [{ a: [{ numeric: ['>', 0, 1] }] }, 'a', 'Bad value in numeric range: 1'],
    [{ a: [{ numeric: ['<', 0, '>', 1] }] }, 'a', 'Too many elements in numeric expression'],
    [{ a: [{ numeric: ['>', 0, '<', 1, 2] }] }, 'a', 'Too many terms in numeric range expression'],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, 'a', 'Bottom must be less than top'],
    [{ a: [{ numeric: ['<', 5.1e9] }] }, 'a', range],
    [
      { a: [{ 'anything-but': null }] },
      'a',
      'Value of anything-but must be an array or single string/number value.',
    ],
    [
      { a: [{ 'anything-but': [null] }] },
      'a',
      'Inside anything but list, start|null|boolean is not supported.',
    ],
    [{ a: [{ 'anything-but': ['x', 1] }] }, 'a', mixed],
    [{ a: [{ 'anything-but': [] }] }, 'a', mixed],
    [{ a: [{ 'anything-but': {} }] }, 'a', 'Anything-But expression name not found'],
    [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, 'a', 'Unsupported anything-but pattern: numeric'],
    [{ a: [{ 'anything-but': { prefix: '' } }] }, 'a', 'Null prefix/suffix not allowed'],
    [{ a: [{ 'anything-but': { suffix: [1] } }] }, 'a', 'prefix/suffix match pattern must be a string'],
    [
      { a: [{ 'anything-but': { prefix: { a: 1 } } }] },
      'a',
      'Value of anything-but must be an array or single string/number value.',
    ],
    [{ a: [{ 'anything-but': { 'equals-ignore-case': 1 } }] }, 'a', ignoreCaseList],
    [{ a: [{ 'anything-but': { wildcard: [1] } }] }, 'a', 'wildcard match pattern must be a string'],
    [{ a: [{ 'anything-but': { wildcard: '**' } }] }, 'a', 'Consecutive wildcard characters at pos 1'],
    [{ $or: { a: [1] } }, '$or', 'It must be an Array followed with $or.'],
    [{ $or: [{ a: [1] }] }, '$or', 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: [1] }, 1] }, '$or', 'Only JSON object is allowed in array of $or relationship.'],
    [{ $or: [{ a: [1] }, { b: { prefix: ['x'] } }] }, 'b.prefix', reserved],
  ];
  it.each(table)('%j', (pattern, path, message) => {
    expect(faultsOf(pattern)).toEqual([{ path, message }]);
  });

  it('are all told at once', () => {
    expect(faultsOf({ a: [], b: { c: 1 } }).map(({ path }) => path)).toEqual(['a', 'b.c']);
  });

  it('name text that is not JSON', () => {
    expect(parsePatternText('{"a": [').faults?.[0]?.path).toBe('');
    expect(parsePatternText('{"a": [1]}').pattern).toBeDefined();
  });

  it('stop combinations of $or from exploding', () => {
    const choices = (name: string) => Array.from({ length: 11 }, (_, index) => ({ [name]: { x: [index] } }));
    const one = { $or: choices('a'), b: { $or: choices('c') } };
    expect(faultsOf(one)).toEqual([]);
    const two = { ...one, d: { $or: choices('e') } };
    expect(faultsOf(two)[0]?.message).toContain('1000 rule combinations');
  });
});
