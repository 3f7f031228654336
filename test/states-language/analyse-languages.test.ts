import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { map, pass, said } from './analysed.ts';
import { one, oneInJsonata } from './run.ts';

describe('a definition', () => {
  it.each<[string, JsonObject, string]>([
    [
      'a JSONPath field',
      oneInJsonata({ ...pass, InputPath: '$.a' }),
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/S",
    ],
    [
      'a Result',
      oneInJsonata({ ...pass, Result: 1 }),
      "The QueryLanguage is set to 'JSONata', but field 'Result' is only supported for the 'JSONPath' QueryLanguage at /States/S",
    ],
    [
      'JSONPath in a state',
      oneInJsonata({ ...pass, QueryLanguage: 'JSONPath' }),
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/S",
    ],
    [
      'another language',
      one({ ...pass, QueryLanguage: 'SQL' }),
      'Value is not one of [JSONPath, JSONata] at /States/S/QueryLanguage',
    ],
    [
      'a Choice rule by Variable',
      oneInJsonata({ Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'Z' }] }, { Z: pass }),
      "field 'Variable' is only supported for the 'JSONPath' QueryLanguage at /States/S/Choices[0]",
    ],
    [
      'a Choice rule without Condition',
      oneInJsonata({ Type: 'Choice', Choices: [{ Next: 'Z' }] }, { Z: pass }),
      'These fields are required: [Condition] at /States/S/Choices[0]',
    ],
    [
      'half an expression',
      oneInJsonata({ ...pass, Output: '{% 1 + %}' }),
      'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output',
    ],
    [
      'a name without a context',
      oneInJsonata({ ...pass, Output: { v: ['{% phone %}'] } }),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/S/Output/v[0]",
    ],
    [
      'such a name inside a function',
      oneInJsonata({ ...pass, Output: '{% $map([1], function($x) { $x + y }) %}' }),
      "Reference to 'y' at the top level",
    ],
  ])('in JSONata, %s is refused', (_case, definition, expected) => {
    expect(said(definition).join('\n')).toContain(expected);
  });

  it.each<[string, JsonObject, string]>([
    [
      'Output',
      one({ ...pass, Output: 1 }),
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/S",
    ],
    [
      'Output in a Map that is JSONata itself',
      map({ QueryLanguage: 'JSONata' }, { States: { I: { ...pass, Output: 1 } } }),
      "but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/S/ItemProcessor/States/I",
    ],
    [
      'a language of a processor',
      map({}, { QueryLanguage: 'JSONata' }),
      "Field 'QueryLanguage' is not supported at /States/S/ItemProcessor",
    ],
  ])('in JSONPath, %s is refused', (_case, definition, expected) => {
    expect(said(definition).join('\n')).toContain(expected);
  });

  it.each([
    '$states.input.a.b',
    '$states.input.items[price > 3].name',
    '$v.list^(>amount).{"n": name}',
    '($x := $states.input; $x.a)',
    '$states.input ~> |$|{"b": a}|',
    '$map($states.input, function($x) { $x.name })',
    '$sum($states.input.(price * count))',
    '$states.input.items{kind: $sum(price)}',
    "$states.input.a ? 'x' : $now()",
  ])('%s refers to nothing at the top level', (expression) => {
    expect(said(oneInJsonata({ ...pass, Output: `{% ${expression} %}` }))).toEqual([]);
  });
});
