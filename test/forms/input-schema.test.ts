import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileSchema, faultsInWords } from '../../src/forms/index.ts';
import type { JsonValue } from '../../src/platform/index.ts';

const deploy = {
  type: 'object',
  required: ['service', 'target'],
  additionalProperties: false,
  properties: {
    service: { type: 'string', minLength: 2 },
    day: { type: 'string', format: 'date' },
    owner: { type: 'string', format: 'users' },
    share: { type: 'integer', maximum: 50 },
    target: { type: 'object', required: ['region'], properties: { region: { enum: ['eu', 'us'] } } },
  },
};

function checked(schema: JsonValue, input: JsonValue): string {
  const compiled = compileSchema(schema);
  if ('faults' in compiled) throw new Error(JSON.stringify(compiled.faults));
  return faultsInWords(compiled.input.faults(input));
}
function faultsOf(schema: JsonValue): string {
  const compiled = compileSchema(schema);
  return 'faults' in compiled
    ? compiled.faults.map(({ path, message }) => `${path.join('/')}: ${message}`).join('\n')
    : 'accepted';
}

describe('an input held against its schema', () => {
  it.each<[JsonValue, string]>([
    [{ service: 'api', target: { region: 'eu' } }, ''],
    [{ target: { region: 'eu' } }, '$.service is missing.'],
    [{ service: 'api', target: {} }, '$.target.region is missing.'],
    [{ service: 'api', target: { region: 'mars' } }, '$.target.region must be one of "eu", "us".'],
    [
      { service: 'api', servcie: 1, target: { region: 'eu' } },
      '$.servcie is not known to the schema; did you mean "service"?',
    ],
    [{ service: 1, target: { region: 'eu' } }, '$.service must be string.'],
    [{ service: 'api', day: '2026-02-30', target: { region: 'eu' } }, '$.day must be a valid date.'],
    [{ service: 'api', owner: 'jane', target: { region: 'eu' } }, '$.owner must be a valid users.'],
    [{ service: 'api', share: 60, target: { region: 'eu' } }, '$.share must be <= 50.'],
    [[], 'The input must be object.'],
  ])('%j: %s', (input, words) => {
    expect(checked(deploy, input)).toBe(words);
  });

  it('names at most ten faults at once', () => {
    const schema = { type: 'array', items: { type: 'string' } };
    expect(
      checked(
        schema,
        Array.from({ length: 500 }, () => 1),
      ).match(/must be/g),
    ).toHaveLength(10);
  });

  it.each([
    ['http://json-schema.org/draft-07/schema#', 'accepted'],
    ['https://json-schema.org/draft/2019-09/schema', 'accepted'],
    ['https://json-schema.org/draft/2020-12/schema', 'accepted'],
    [
      'http://json-schema.org/draft-04/schema#',
      '$schema: "http://json-schema.org/draft-04/schema#" is not a JSON Schema that Signalbox reads; write drafts 2020-12, 2019-09 or 7',
    ],
  ])('reads %s: %s', ($schema, words) => {
    expect(faultsOf({ $schema, type: 'object' })).toBe(words);
  });

  it.each<[JsonValue, string]>([
    ['text', ': a JSON Schema is an object'],
    [{ type: 'strnig' }, 'type: must be one of'],
    [{ requried: ['a'] }, 'unknown keyword: "requried"'],
    [{ $ref: 'https://elsewhere.example/s.json' }, "can't resolve reference"],
    [{ properties: { a: { pattern: '(' } } }, 'Invalid regular expression'],
  ])('refuses the schema %j with %s', (schema, words) => {
    expect(faultsOf(schema)).toContain(words);
  });

  it('answers any schema and any input with words, never with an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (schema, input) => {
        const compiled = compileSchema(schema as JsonValue);
        if ('input' in compiled) faultsInWords(compiled.input.faults(input as JsonValue));
      }),
    );
  });
});
