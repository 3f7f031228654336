import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sightingOf, type BusEvent } from '../../../src/events/index.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/platform/index.ts';
import { fixture, fixtures } from '../fixture.ts';

const hidden = /[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** What is wrong with what is said of an event. */
function unsound(event: BusEvent): readonly string[] {
  const { title, meaning = '', advice = '', facts, links, key, detail, subject } = sightingOf(event);
  const texts = [title, meaning, advice, ...facts.flatMap(({ name, value }) => [name, value])];
  return [
    ...(title === '' || title.length > 150 ? ['title'] : []),
    ...(key === '' || key.length > 300 ? ['key'] : []),
    ...(facts.length > 10 ? ['facts'] : []),
    ...texts.filter((text) => hidden.test(text) || text.length > 600),
    ...links.map(({ url }) => url).filter((url) => !URL.canParse(url)),
    ...(JSON.stringify(detail).length > 30_000 ? ['detail'] : []),
    ...(Object.values(subject).every((value) => typeof value === 'string') ? [] : ['subject']),
  ];
}

const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '\u202e', '\ud800'),
);

/** The same JSON with some of its values, of whatever level, replaced. */
function replaced(value: JsonValue, at: ReadonlyMap<number, JsonValue>): JsonValue {
  let seen = 0;
  return JSON.parse(
    JSON.stringify(value, (_key, inner: JsonValue) => {
      seen += 1;
      return at.has(seen) ? at.get(seen) : inner;
    }),
  ) as JsonValue;
}
const change = fc.tuple(fc.nat({ max: 50 }), fc.oneof(anyJson, word));

describe('what any event says', () => {
  it.each(fixtures)('is sound for whatever becomes of the detail of %s', (name) => {
    const event = fixture(name);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const detail = replaced(event.detail, new Map(changes));
        const given = isJsonObject(detail) ? detail : { value: detail };
        expect(unsound({ ...event, detail: given })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is sound for any JSON, from anywhere', () => {
    const detail = fc.dictionary(fc.string(), anyJson, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
    const sources = fc.oneof(
      word,
      fc.constantFrom('aws.health', 'aws.states', 'aws.ec2', 'aws.batch', 'aws.x'),
    );
    fc.assert(
      fc.property(
        fc.record({ source: sources, detailType: word, account: word, region: word, key: word }),
        fc.array(word),
        detail,
        (named, resources, inner) => {
          expect(unsound({ ...named, resources, detail: inner, at: 1, envelope: { detail: inner } })).toEqual(
            [],
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is sound for values that are too long and too deep', () => {
    const long = 'x'.repeat(20_000);
    for (const name of fixtures) {
      const event = fixture(name);
      const everything = JSON.parse(
        JSON.stringify(event.detail, (_key, value: unknown) =>
          typeof value === 'string' ? value + long : value,
        ),
      ) as JsonObject;
      expect(unsound({ ...event, detail: everything })).toEqual([]);
    }
    const deep = JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`) as JsonObject;
    expect(unsound({ ...fixture('custom-plain'), detail: deep })).toEqual([]);
  });
});
