import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from '../../src/platform/index.ts';
import { follow, parsePath, put, referenceKeys } from '../../src/states-language/paths/index.ts';

const store: JsonValue = {
  books: [
    { title: 'A', price: 8, tags: ['x', 'y'], isbn: '1' },
    { title: 'B', price: 12, tags: [] },
    { title: 'C', price: 20, tags: ['y'], isbn: '3' },
  ],
  limit: 12,
  'with-dash': 1,
  'with space': 2,
  'a.b': 3,
  none: null,
  matrix: [
    [1, 2],
    [3, 4],
  ],
};

const lead = (text: string, input: JsonValue = store) =>
  follow(parsePath(text), {
    input,
    context: { State: { Name: 'S' } },
    variable: (name) => (name === 'v' ? { list: [1, 2, 3] } : undefined),
  });

describe('a path', () => {
  it.each<[string, string, JsonValue]>([
    ['the whole input', '$', store],
    ['a name', '$.limit', 12],
    ['a name with a dash', '$.with-dash', 1],
    ['a quoted name', "$['with space']", 2],
    ['a quoted name with a dot', '$["a.b"]', 3],
    ['null, which is there', '$.none', null],
    ['an item', '$.books[0].title', 'A'],
    ['the last item', '$.books[-1].title', 'C'],
    ['the last item in Jayway style', '$.books[(@.length-1)].title', 'C'],
    ['an item of an item', '$.matrix[1][0]', 3],
    ['the context object', '$$.State.Name', 'S'],
    ['a variable', '$v.list[1]', 2],
    ['one of several names, as one object', "$['limit','with-dash','no']", { limit: 12, 'with-dash': 1 }],
  ])('leads to %s', (_case, path, expected) => {
    expect(lead(path)).toEqual(expected);
  });

  it.each<[string, string, JsonValue[]]>([
    ['every item', '$.books[*].title', ['A', 'B', 'C']],
    ['every item in dotted style', '$.books.*.price', [8, 12, 20]],
    ['some items', '$.books[0,2].title', ['A', 'C']],
    ['a slice', '$.books[0:2].title', ['A', 'B']],
    ['an open slice', '$.books[1:].title', ['B', 'C']],
    ['a slice from the end', '$.books[-2:].title', ['B', 'C']],
    ['what is there of it', '$.books[*].isbn', ['1', '3']],
    ['anything below', '$..title', ['A', 'B', 'C']],
    ['anything below, by item', '$..tags[0]', ['x', 'y']],
    ['nothing, where a list is missing', '$.no[*]', []],
    ['nothing, in an empty slice', '$.books[5:9]', []],
    ['several names on the way', "$.books[0]['title','isbn'].no", []],
  ])('that may lead to several gives a list: %s', (_case, path, expected) => {
    expect(lead(path)).toEqual(expected);
  });

  it.each<[string, string, JsonValue[]]>([
    ['less than', '$.books[?(@.price < 12)].title', ['A']],
    ['at most a value elsewhere', '$.books[?(@.price <= $.limit)].title', ['A', 'B']],
    ['equal texts', "$.books[?(@.title == 'B')].price", [12]],
    ['unequal', "$.books[?(@.title != 'B')].title", ['A', 'C']],
    ['presence', '$.books[?(@.isbn)].title', ['A', 'C']],
    ['absence', '$.books[?(!@.isbn)].title', ['B']],
    ['both', '$.books[?(@.isbn && @.price > 10)].title', ['C']],
    ['either, with parentheses', "$.books[?(@.price > 15 || (@.title == 'A'))].title", ['A', 'C']],
    ['a pattern', '$.books[?(@.title =~ /[ab]/i)].title', ['A', 'B']],
    ['a pattern with a slash in a class', '$.books[?(@.title =~ /[A/]/)].title', ['A']],
    ['membership', "$.books[?(@.title in ['A', 'C'])].title", ['A', 'C']],
    ['no membership', "$.books[?(@.title nin ['A', 'C'])].title", ['B']],
    ['emptiness', '$.books[?(@.tags empty true)].title', ['B']],
    ['size', '$.books[?(@.tags size 2)].title', ['A']],
    ['a common item', "$.books[?(@.tags anyof ['y'])].title", ['A', 'C']],
    ['no common item', "$.books[?(@.tags noneof ['x'])].title", ['B', 'C']],
    ['being a part', "$.books[?(@.tags subsetof ['y', 'z'])].title", ['B', 'C']],
    ['different kinds, which are never in order', "$.books[?(@.price < 'x')]", []],
  ])('filters by %s', (_case, path, expected) => {
    expect(lead(path)).toEqual(expected);
  });

  it.each<[string, JsonValue]>([
    ['$.books.length()', 3],
    ['$.books[*].price.sum()', 40],
    ['$.books[*].price.min()', 8],
    ['$.books[*].price.max()', 20],
    ['$.matrix[0].avg()', 1.5],
    ['$.matrix[0].stddev()', 0.5],
    ['$.books[0].keys()', ['title', 'price', 'tags', 'isbn']],
    ['$.books[*].title.concat()', 'ABC'],
    ['$.matrix.first()', [1, 2]],
    ['$.matrix.last()', [3, 4]],
    ['$.matrix.index(1)', [3, 4]],
  ])('%s calls a function', (path, expected) => {
    expect(lead(path)).toEqual(expected);
  });

  it.each(['$.no', '$.books[9]', '$.limit.deeper', '$.books[0].no', '$unknown', '$.limit.sum()'])(
    '%s leads nowhere',
    (path) => {
      expect(lead(path)).toBeUndefined();
    },
  );

  it.each([
    '',
    'a',
    '$.',
    '$.a[',
    "$.a['b]",
    '$.a[?(@.b ==)]',
    '$.a[?(1)]',
    '@.a',
    '$.a..',
    '$x-y.z',
    '$.a b',
  ])('%s is refused', (text) => {
    expect(() => parsePath(text)).toThrow('is not a JSONPath');
  });

  it('keeps a backslash that escapes nothing in a quoted name', () => {
    expect(lead(String.raw`$['a\"b']`, { 'a\\"b': 1 })).toBe(1);
    expect(lead(String.raw`$['it\'s']`, { "it's": 1 })).toBe(1);
  });

  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
  it('leads to whatever was put at its keys', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.jsonValue(), (keys, value) => {
        const path = parsePath(`$.${keys.join('.')}`);
        expect(referenceKeys(path)).toEqual(keys);
        const placed = put({}, keys, value as JsonValue);
        expect(placed).toBeDefined();
        expect(lead(path.text, placed ?? null)).toEqual(value);
      }),
    );
  });

  it('means the same in dots and in brackets', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.jsonValue(), (keys, input) => {
        const dotted = lead(`$.${keys.join('.')}`, input as JsonValue);
        expect(lead(`$${keys.map((key) => `['${key}']`).join('')}`, input as JsonValue)).toEqual(dotted);
      }),
    );
  });

  it('never throws on any data once it is understood', () => {
    const paths = ['$..a', '$[*].a', '$[?(@.a > 1)]', '$[0:2]', '$.a.length()', "$['a','b']"].map(parsePath);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, input) => {
        const roots = { input: input as JsonValue, context: {}, variable: () => undefined };
        const found = follow(path, roots);
        if (!path.definite) expect(Array.isArray(found)).toBe(true);
      }),
    );
  });
});

describe('a reference path', () => {
  it.each(['$.a[*]', '$..a', "$['a','b']", '$.a[0:1]', '$.a[?(@.b)]', '$.a[-1]', '$.a.length()'])(
    '%s is none',
    (text) => {
      expect(referenceKeys(parsePath(text))).toBeUndefined();
    },
  );

  it('replaces an item that is there, and makes none', () => {
    expect(put({ a: [1, 2] }, ['a', 1], 'x')).toEqual({ a: [1, 'x'] });
    expect(put({ a: [1, 2] }, ['a', 2], 'x')).toBeUndefined();
    expect(put({ a: 1 }, ['a', 'b'], 'x')).toBeUndefined();
  });
});
