import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { envelope } from '../../../../src/sandbox/aws/eventbridge/event.ts';
import { inputOf } from '../../../../src/sandbox/aws/eventbridge/input.ts';
import { isPath, valueAt } from '../../../../src/sandbox/aws/eventbridge/json-path.ts';

const at = Date.parse('2030-01-02T03:04:05.678Z');
const detail = {
  name: 'a "b"',
  n: 5,
  on: true,
  who: { id: 'x', tags: ['p', 'q'] },
  list: ['HIGH', 'LOW'],
  items: [{ k: 1 }, { k: 2 }],
};
const event = envelope(
  { source: 'shop', detailType: 'Sold', detail, resources: ['arn:r'], at },
  { region: 'us-east-1', account: '000000000000' },
);
const rule = { arn: 'arn:rule', name: 'r' };
const paths = {
  name: '$.detail.name',
  n: '$.detail.n',
  on: '$.detail.on',
  who: '$.detail.who',
  list: '$.detail.list',
  type: '$.detail-type',
  none: '$.detail.none',
};
const given = (target: JsonObject) => inputOf(target, event, rule, at + 1_000);
const filled = (InputTemplate: string) =>
  given({ InputTransformer: { InputTemplate, InputPathsMap: paths } });

describe('the input of a target', () => {
  it('is the event, a constant or a part', () => {
    expect(given({})).toEqual({ text: JSON.stringify(event) });
    expect(given({ Input: '{ "a": 1 }' })).toEqual({ text: '{ "a": 1 }' });
    expect(given({ InputPath: '$.detail.who' })).toEqual({ text: '{"id":"x","tags":["p","q"]}' });
    expect(given({ InputPath: '$.detail.n' })).toEqual({ text: '5' });
    expect(given({ InputPath: '$.detail.none' })).toEqual({ text: 'null' });
  });

  it.each([
    ['text, in which values stand bare', '"<type>: <n> <on>"', '"Sold: 5 true"'],
    ['text with quotes, which are escaped', '"<name>"', '"a \\"b\\""'],
    [
      'text with objects and lists, which lose their quotes',
      '"<who> <list>"',
      '"{id:x,tags:[p,q]} [HIGH,LOW]"',
    ],
    ['text of several lines', '"<type>"\n"<n>"', '"Sold"\n"5"'],
    ['text with nothing for what is not there', '"[<none>]"', '"[]"'],
    ['text that begins as JSON would', '"{[/<type>"', '"{[/Sold"'],
    [
      'JSON, in which values are JSON',
      '{"a":<name>,"b":<n>,"c":<who>}',
      '{"a":"a \\"b\\"","b":5,"c":{"id":"x","tags":["p","q"]}}',
    ],
    ['JSON with values within strings', '{"a":"/<type>/<n>"}', '{"a":"/Sold/5"}'],
    ['JSON with lists', '{"a":[<type>,<list>]}', '{"a":["Sold",["HIGH","LOW"]]}'],
    ['JSON with an empty string for what is not there', '{"a":<none>}', '{"a":""}'],
    ['one value alone', '<who>', '{"id":"x","tags":["p","q"]}'],
    ['the rule', '"<aws.events.rule-arn> <aws.events.rule-name>"', '"arn:rule r"'],
    ['the time of ingestion', '{"t":<aws.events.event.ingestion-time>}', '{"t":"2030-01-02T03:04:06Z"}'],
    ['the whole event', '<aws.events.event.json>', JSON.stringify(event)],
  ])('is %s', (_what, template, text) => {
    expect(filled(template)).toEqual({ text });
  });

  it('has the event without its detail', () => {
    const filledIn = filled('{"e":<aws.events.event>}');
    const { e } = JSON.parse('text' in filledIn ? filledIn.text : '') as { e: JsonObject };
    expect(e).toMatchObject({ version: '0', id: event.id, detailType: 'Sold', resources: ['arn:r'] });
    expect(e).not.toHaveProperty('detail');
  });

  it.each(['<list> and more', '{"a":"<list>"}', '{"a":<n>'])(
    'is a fault where no JSON comes of it: %s',
    (template) => {
      expect(filled(template)).toEqual({ fault: 'The input template did not produce valid JSON.' });
    },
  );
});

describe('paths', () => {
  it.each([
    ['$', event],
    ['$.detail-type', 'Sold'],
    ['$.resources[0]', 'arn:r'],
    ["$['detail']['n']", 5],
    ['$.detail.items[1].k', 2],
    ['$.detail.items[*].k', [1, 2]],
    ['$.detail.who.*', ['x', ['p', 'q']]],
    ['$.detail.items[9]', undefined],
    ['$.detail.n.k', undefined],
    ['$.detail.constructor', undefined],
  ])('%s', (path, value) => {
    expect(isPath(path)).toBe(true);
    expect(valueAt(event, path)).toEqual(value);
  });

  it.each(['detail', '$detail', '$.a..b', '$.a[', '$.a[?(@.b)]'])('refuse %s', (path) => {
    expect(isPath(path)).toBe(false);
  });
});
