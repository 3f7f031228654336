import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explain, matches, parsePattern, parsePatternText } from '../../src/event-patterns/index.ts';
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../src/platform/index.ts';

const name = fc.constantFrom('a', 'b', 'c', 'a.b', 'detail');
const scalar = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer({ min: -9, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { event } = fc.letrec<{ event: JsonObject; value: JsonValue }>((tie) => ({
  event: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('event'), fc.array(tie('value'), { maxLength: 3 })),
}));

function fits(written: JsonValue, from: JsonValue): boolean {
  const { pattern } = parsePattern(written);
  return pattern !== undefined && matches(pattern, from);
}

/** A pattern that asks for what an event has; undefined where the value has no leaf. */
function patternOf(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) {
    const parts = (value as readonly JsonValue[]).map(patternOf).filter((part) => part !== undefined);
    return parts[0];
  }
  if (!isJsonObject(value)) return [value];
  const fields = Object.entries(value).flatMap(([key, inner]) => {
    const pattern = patternOf(inner);
    return pattern === undefined ? [] : [[key, pattern] as const];
  });
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}

const condition = fc.oneof(
  scalar,
  fc.record({ prefix: fc.string({ maxLength: 2 }) }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ numeric: fc.tuple(fc.constantFrom('<', '>=', '='), fc.integer({ min: -9, max: 9 })) }),
  fc.record({ 'anything-but': fc.string({ maxLength: 2 }) }),
);
const somePattern = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(
    fc.array(condition, { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.array(condition, { minLength: 1, maxLength: 2 }), {
      minKeys: 1,
      noNullPrototype: true,
    }),
  ),
  { minKeys: 1, noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

describe('event patterns, for any event', () => {
  it('fit the event that they were made from', () => {
    fc.assert(
      fc.property(event, (given) => {
        const pattern = patternOf(given);
        fc.pre(pattern !== undefined);
        expect(fits(pattern, given)).toBe(true);
      }),
    );
  });

  it('mean by anything-but the opposite, for a field that is there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2 }), scalar, (unwanted, value) => {
        expect(fits({ a: [{ 'anything-but': unwanted }] }, { a: value })).toBe(
          !fits({ a: [unwanted] }, { a: value }),
        );
        fc.pre(unwanted !== '');
        for (const kind of ['prefix', 'suffix', 'equals-ignore-case']) {
          const negated = fits({ a: [{ 'anything-but': { [kind]: unwanted } }] }, { a: value });
          expect(negated).toBe(!fits({ a: [{ [kind]: unwanted }] }, { a: value }));
        }
      }),
    );
  });

  it('mean by $or the union', () => {
    fc.assert(
      fc.property(somePattern, somePattern, event, (one, other, given) => {
        expect(fits({ $or: [one, other] }, given)).toBe(fits(one, given) || fits(other, given));
      }),
    );
  });

  it('do not care about the order of keys', () => {
    fc.assert(
      fc.property(somePattern, event, (pattern, given) => {
        const sorted = (value: JsonValue) => JSON.parse(canonicalJson(value)) as JsonValue;
        expect(fits(sorted(pattern), sorted(given))).toBe(fits(pattern, given));
      }),
    );
  });

  it('are explained exactly where they do not fit', () => {
    fc.assert(
      fc.property(somePattern, event, (written, given) => {
        const { pattern } = parsePattern(written);
        fc.pre(pattern !== undefined);
        const explanation = explain(pattern, given);
        expect(explanation.matches).toBe(matches(pattern, given));
        if (!explanation.matches) expect(explanation.mismatches.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never throw, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (written, given, text) => {
        const { pattern } = parsePattern(written as JsonValue);
        if (pattern) matches(pattern, given as JsonValue);
        parsePatternText(text);
      }),
    );
  });

  it('bear nesting that is deeper than calls can be', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as JsonValue;
    expect(parsePattern(deep).faults?.length).toBe(1);
    expect(fits({ b: [{ exists: false }] }, deep)).toBe(true);
    const arrays = JSON.parse(`{"a":${'['.repeat(5_000)}1${']'.repeat(5_000)}}`) as JsonValue;
    expect(fits({ a: [1] }, arrays)).toBe(true);
  });
});
