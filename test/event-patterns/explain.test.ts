import { describe, expect, it } from '@jest/globals';
import { explain, parsePattern } from '../../src/event-patterns/index.ts';
import type { JsonValue } from '../../src/platform/index.ts';

function why(written: JsonValue, event: JsonValue): readonly string[] | true {
  const { pattern } = parsePattern(written);
  if (!pattern) throw new Error('not a pattern');
  const explanation = explain(pattern, event);
  return explanation.matches ? true : explanation.mismatches.map(({ because }) => because);
}

describe('explaining why an event does not fit', () => {
  it('has nothing to say where it fits', () => {
    expect(why({ a: [1] }, { a: 1 })).toBe(true);
  });

  it('names every field with what it is and what was wanted', () => {
    expect(
      why({ source: ['a', { prefix: 'b' }], detail: { n: [1] } }, { source: 'c', detail: { n: 2 } }),
    ).toEqual([
      'source is "c"; the pattern wants "a" or {"prefix":"b"}',
      'detail.n is 2; the pattern wants 1',
    ]);
  });

  it('tells a missing field and a field that should be missing', () => {
    expect(why({ a: [1], b: [{ exists: false }] }, { b: 'x' })).toEqual([
      'a is not in the event; the pattern wants 1',
      'b is "x"; the pattern wants it absent',
    ]);
  });

  it('takes the alternative of $or that came nearest', () => {
    const pattern = {
      $or: [
        { a: [1], b: [1] },
        { c: [1], d: [1] },
      ],
    };
    expect(why(pattern, { a: 0, b: 0, c: 1, d: 0 })).toEqual(['d is 0; the pattern wants 1']);
  });

  it('says where fields fit, but in different elements of an array', () => {
    expect(why({ items: { x: [1], y: [2] } }, { items: [{ x: 1 }, { y: 2 }] })).toEqual([
      'items.x fits, but not in the same element of its array as items.y',
      'items.y fits, but not in the same element of its array as items.x',
    ]);
  });
});
