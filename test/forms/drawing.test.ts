import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawForm, fieldForLink, faultsByField, filledInput } from '../../src/forms/index.ts';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';

const schema: JsonObject = {
  type: 'object',
  required: ['service', 'target', 'kind'],
  properties: {
    kind: { const: 'deploy' },
    service: { type: 'string', title: 'Service', maxLength: 40, default: 'api' },
    note: { type: ['string', 'null'], pattern: '^CHG' },
    day: { type: 'string', format: 'date', default: '2026-12-31' },
    lead: { type: 'string', format: 'users' },
    with: { type: 'array', items: { type: 'string', format: 'users' } },
    window: { enum: ['now', 'tonight'], default: 'tonight' },
    size: { enum: [1, 2, null], default: 2 },
    regions: { type: 'array', items: { enum: ['eu', 'us'] }, default: ['us', 'mars'] },
    share: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
    page: { type: 'boolean', default: true },
    target: {
      type: 'object',
      title: 'Target',
      required: ['region'],
      properties: { region: { $ref: '#/$defs/region' }, zone: { type: 'string' } },
    },
    extra: { type: 'object', properties: { mode: { const: 'x' }, level: { type: 'number' } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    either: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  },
  $defs: { region: { type: 'string', enum: ['eu', 'us'], description: 'Where to' } },
};
const drawing = drawForm(schema);
const fieldNamed = (name: string) => drawing.fields.find(({ field }) => field.name === name)?.field;

describe('a form made from a schema', () => {
  it('has a field of the right kind for each property, and asks for what it cannot draw as JSON', () => {
    expect(drawing.fields.map(({ field: { name, kind, required } }) => [name, kind, required])).toEqual([
      ['service', 'text', true],
      ['note', 'text', false],
      ['day', 'date', false],
      ['lead', 'person', false],
      ['with', 'people', false],
      ['window', 'choice', false],
      ['size', 'choice', false],
      ['regions', 'choices', false],
      ['share', 'number', false],
      ['page', 'yes-no', false],
      ['target/region', 'choice', true],
      ['target/zone', 'text', false],
      ['extra/level', 'number', false],
      ['labels', 'json', false],
      ['either', 'json', false],
    ]);
  });

  it('takes words, bounds and defaults from the schema', () => {
    expect(fieldNamed('service')).toMatchObject({ label: 'Service', maxLength: 40, initial: 'api' });
    expect(fieldNamed('note')).toMatchObject({ label: 'note', hint: 'In the form ^CHG' });
    expect(fieldNamed('size')).toMatchObject({ options: ['1', '2'], initial: '2' });
    expect(fieldNamed('regions')).toMatchObject({ initial: ['us'] });
    expect(fieldNamed('share')).toMatchObject({ whole: true, minimum: 1, maximum: 50, initial: 10 });
    expect(fieldNamed('target/region')).toMatchObject({ label: 'Target › region', hint: 'Where to' });
  });

  it('becomes the input: flat fields into their objects, what leaves no choice of itself, nothing for what was left empty', () => {
    const values = { service: 'api', size: '2', 'target/region': 'eu', labels: '{“a”: “b”}' };
    expect(filledInput(drawing, values)).toEqual({
      input: { service: 'api', size: 2, target: { region: 'eu' }, labels: { a: 'b' }, kind: 'deploy' },
    });
    expect(filledInput(drawing, { 'extra/level': 3 })).toEqual({
      input: { extra: { level: 3, mode: 'x' }, kind: 'deploy', target: {} },
    });
    expect(filledInput(drawing, { labels: '{a' })).toMatchObject({
      faults: { labels: expect.stringContaining('not JSON') },
    });
  });

  it('says a fault at its own field, else at the nearest, else at the first', () => {
    const faults = [
      { path: ['service'], message: 'must be string' },
      { path: ['labels', 'a'], message: 'must be string' },
      { path: ['target'], message: 'must not be so' },
      { path: ['nowhere'], message: 'is not known to the schema' },
    ];
    expect(faultsByField(drawing, faults)).toEqual({
      service: 'This must be string. $.nowhere is not known to the schema.',
      labels: '$.labels.a must be string.',
      'target/region': '$.target must not be so.',
    });
  });

  it.each<[string, JsonObject | undefined]>([
    ['there is none', undefined],
    ['it is no object', { type: 'array' }],
    ['its properties are not all there is', { type: 'object', properties: { a: {} }, anyOf: [{}] }],
    ['anything may stand in it', { type: 'object' }],
    [
      'it has too many fields',
      { type: 'object', properties: Object.fromEntries(Array.from({ length: 46 }, (_, n) => [`p${n}`, {}])) },
    ],
  ])('is one box of JSON where %s', (_why, whole) => {
    expect(drawForm(whole).fields).toMatchObject([{ path: [], field: { kind: 'json', name: 'input' } }]);
    expect(filledInput(drawForm(whole), { input: '[1]' })).toEqual({ input: [1] });
    expect(filledInput(drawForm(whole), {})).toEqual({ input: {} });
  });

  it('asks for nothing where nothing may be given', () => {
    const empty = drawForm({ type: 'object', additionalProperties: false });
    expect(empty.fields).toEqual([]);
    expect(filledInput(empty, {})).toEqual({ input: {} });
  });

  it('has a place for a link where a text is named for it', () => {
    const about = (properties: JsonObject) => fieldForLink(drawForm({ type: 'object', properties }))?.path;
    expect(about({ a: { type: 'string' }, permalink: { type: 'string' } })).toEqual(['permalink']);
    expect(about({ a: { type: 'object', properties: { message: { type: 'string' } } } })).toEqual([
      'a',
      'message',
    ]);
    expect(about({ permalink: { type: 'number' }, a: { type: 'string' } })).toBeUndefined();
  });

  it('gives every field a name of its own that is safe as a block id, whatever the property is called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 20 }), (keys) => {
        const properties = Object.fromEntries(keys.map((key) => [key, { type: 'string' }]));
        const drawn = drawForm({ type: 'object', properties });
        const names = drawn.fields.map(({ field }) => field.name);
        if (keys.length > 0 && drawn.fields[0]?.path.length !== 0)
          expect(new Set(names).size).toBe(keys.length);
        for (const name of names) expect(name).toMatch(/^[\w./-]{1,200}$/);
        const values = Object.fromEntries(names.map((name) => [name, 'v']));
        const filled = filledInput(drawn, values);
        if ('input' in filled && drawn.fields[0]?.path.length !== 0)
          expect(Object.keys(filled.input as JsonObject).sort()).toEqual([...keys].sort());
      }),
    );
  });

  it('is drawn from any schema, and any answers become an input or a fault', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (properties, answer) => {
        const drawn = drawForm({ type: 'object', properties: properties as JsonObject });
        const values = Object.fromEntries(drawn.fields.map(({ field }) => [field.name, answer as JsonValue]));
        expect(Object.keys(filledInput(drawn, values))).toHaveLength(1);
      }),
    );
  });
});
