import { describe, expect, it } from '@jest/globals';
import { matches, parsePattern } from '../../src/event-patterns/index.ts';
import type { JsonValue } from '../../src/platform/index.ts';

/** Whether a field with this value fits a list of tests; undefined leaves the field out. */
function fits(tests: readonly JsonValue[], value: JsonValue | undefined): boolean {
  const { pattern, faults } = parsePattern({ field: tests });
  expect(faults).toBeUndefined();
  return pattern !== undefined && matches(pattern, value === undefined ? {} : { field: value });
}

interface Row {
  readonly of: string;
  readonly tests: readonly JsonValue[];
  readonly fit: readonly (JsonValue | undefined)[];
  readonly miss: readonly (JsonValue | undefined)[];
}

const table: readonly Row[] = [
  {
    of: 'a string',
    tests: ['green'],
    fit: ['green', ['red', 'green']],
    miss: ['Green', '', null, 1, undefined, []],
  },
  { of: 'any of several values', tests: ['a', 2], fit: ['a', 2], miss: ['2', 'b'] },
  { of: 'the empty string', tests: [''], fit: [''], miss: [' ', null, undefined] },
  { of: 'a number, however it is written', tests: [300], fit: [300, 3e2, 300.0], miss: ['300', 301] },
  { of: 'numbers to six places', tests: [0.1234561], fit: [0.1234562], miss: [0.123458] },
  {
    of: 'account ids, which are beyond numeric matching',
    tests: [123456789012],
    fit: [123456789012],
    miss: [123456789013],
  },
  { of: 'booleans', tests: [true], fit: [true], miss: ['true', false, 1] },
  { of: 'null', tests: [null], fit: [null, [null]], miss: ['null', '', undefined] },
  { of: 'exactly', tests: [{ exactly: 'a' }], fit: ['a'], miss: ['A'] },
  {
    of: 'prefix',
    tests: [{ prefix: 'eu-' }],
    fit: ['eu-west-1', 'eu-'],
    miss: ['EU-west-1', 'us-eu-', null, 5],
  },
  { of: 'an empty prefix', tests: [{ prefix: '' }], fit: ['', 'a'], miss: [1, null, undefined] },
  {
    of: 'prefix in any case',
    tests: [{ prefix: { 'equals-ignore-case': 'Eu' } }],
    fit: ['EU-1', 'eu'],
    miss: ['e', 1],
  },
  { of: 'suffix', tests: [{ suffix: '.png' }], fit: ['a.png', '.png'], miss: ['a.PNG', 'a.png.gz', true] },
  {
    of: 'suffix in any case',
    tests: [{ suffix: { 'equals-ignore-case': '.PnG' } }],
    fit: ['a.png'],
    miss: ['png'],
  },
  {
    of: 'equals-ignore-case',
    tests: [{ 'equals-ignore-case': 'alice' }],
    fit: ['ALICE', 'Alice'],
    miss: ['alic', 1],
  },
  { of: 'numeric =', tests: [{ numeric: ['=', 5] }], fit: [5, 5.0000001], miss: [5.00001, '5'] },
  { of: 'numeric <', tests: [{ numeric: ['<', 10] }], fit: [9.999999, -5e9], miss: [10, 5e9, '9', -5.1e9] },
  { of: 'numeric <=', tests: [{ numeric: ['<=', 10] }], fit: [10], miss: [10.000001] },
  { of: 'numeric >', tests: [{ numeric: ['>', 0] }], fit: [0.000001, 5e9], miss: [0, -0, 6e9] },
  { of: 'numeric >=', tests: [{ numeric: ['>=', 0] }], fit: [0, -0], miss: [-0.000001] },
  { of: 'a numeric range', tests: [{ numeric: ['>', 0, '<=', 5] }], fit: [3, 5], miss: [0, 5.1] },
  {
    of: 'cidr of IPv4',
    tests: [{ cidr: '10.0.0.0/24' }],
    fit: ['10.0.0.0', '10.0.0.255'],
    miss: ['10.0.1.0', '10.0.0', '10.0.0.256', 'a', 10],
  },
  { of: 'cidr of everything', tests: [{ cidr: '0.0.0.0/0' }], fit: ['255.1.2.3'], miss: ['::1'] },
  {
    of: 'cidr of IPv6',
    tests: [{ cidr: '2001:db8::/32' }],
    fit: ['2001:db8::1', '2001:DB8:ffff::'],
    miss: ['2001:db9::1', '1.2.3.4', '2001:db8:::1', '2001:db8'],
  },
  {
    of: 'one address, in two spellings',
    tests: ['2001:db8::1'],
    fit: ['2001:0DB8:0:0:0:0:0:1'],
    miss: ['2001:db8::2'],
  },
  { of: 'exists', tests: [{ exists: true }], fit: ['', null, 0, false, [1]], miss: [undefined, [], {}] },
  { of: 'absence', tests: [{ exists: false }], fit: [undefined, [], {}, { inner: 1 }], miss: [null, ''] },
  { of: 'a value or absence', tests: ['a', { exists: false }], fit: ['a', undefined], miss: ['b'] },
  {
    of: 'wildcard',
    tests: [{ wildcard: 'dir/*.png' }],
    fit: ['dir/a.png', 'dir/.png', 'dir/b/a.png'],
    miss: ['dir/a.jpg', 'dir.png', 1],
  },
  { of: 'several stars', tests: [{ wildcard: '*a*b*' }], fit: ['ab', 'xaxbx'], miss: ['ba', 'a', ''] },
  {
    of: 'a star whose ends must not overlap',
    tests: [{ wildcard: 'aba*ba' }],
    fit: ['ababa', 'abaxba'],
    miss: ['aba'],
  },
  {
    of: 'a wildcard that leaves no room for its end',
    tests: [{ wildcard: 'a*b*ab' }],
    fit: ['abab'],
    miss: ['aab'],
  },
  { of: 'a lone star', tests: [{ wildcard: '*' }], fit: ['', 'any'], miss: [null, 1] },
  { of: 'a wildcard without a star', tests: [{ wildcard: 'a' }], fit: ['a'], miss: ['aa'] },
  {
    of: 'escaped stars and backslashes',
    tests: [{ wildcard: 'a\\*\\\\*' }],
    fit: ['a*\\', 'a*\\b'],
    miss: ['ab\\', 'a*'],
  },
  {
    of: 'anything but a string',
    tests: [{ 'anything-but': 'a' }],
    fit: ['b', null, 1, true, ['a', 'b']],
    miss: ['a', undefined, ['a']],
  },
  { of: 'anything but strings', tests: [{ 'anything-but': ['a', 'b'] }], fit: ['c'], miss: ['a', 'b'] },
  {
    of: 'anything but a number',
    tests: [{ 'anything-but': 123 }],
    fit: [124, '123'],
    miss: [123, undefined],
  },
  { of: 'anything but numbers', tests: [{ 'anything-but': [1, 2] }], fit: [3], miss: [1, 2.0] },
  {
    of: 'anything but a prefix',
    tests: [{ 'anything-but': { prefix: 'a' } }],
    fit: ['b', 1, null],
    miss: ['ab', undefined],
  },
  {
    of: 'anything but prefixes',
    tests: [{ 'anything-but': { prefix: ['a', 'b'] } }],
    fit: ['c'],
    miss: ['ax', 'bx'],
  },
  { of: 'anything but a suffix', tests: [{ 'anything-but': { suffix: 'a' } }], fit: ['ab'], miss: ['ba'] },
  {
    of: 'anything but in any case',
    tests: [{ 'anything-but': { 'equals-ignore-case': ['a', 'B'] } }],
    fit: ['c'],
    miss: ['A', 'b'],
  },
  {
    of: 'anything but a wildcard',
    tests: [{ 'anything-but': { wildcard: '*/lib/*' } }],
    fit: ['/bin/a', 7],
    miss: ['/lib/a'],
  },
];

describe('event pattern operators', () => {
  it.each(table)('$of', ({ tests, fit, miss }) => {
    for (const value of fit) expect({ value, fits: fits(tests, value) }).toEqual({ value, fits: true });
    for (const value of miss) expect({ value, fits: fits(tests, value) }).toEqual({ value, fits: false });
  });
});
