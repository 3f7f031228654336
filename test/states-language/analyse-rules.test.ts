import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { pass, said, task } from './analysed.ts';
import { one } from './run.ts';

const choice = (rule: JsonObject) => one({ Type: 'Choice', Choices: [{ Next: 'Z', ...rule }] }, { Z: pass });
const retrier = (more: JsonObject) => task({ Retry: [{ ErrorEquals: ['E'], ...more }] });

describe('a retrier, a catcher or a choice rule', () => {
  it.each<[JsonObject, string]>([
    [retrier({ ErrorEquals: [] }), 'These fields are required: [ErrorEquals] at /States/S/Retry[0]'],
    [retrier({ BackoffRate: 0.5 }), 'Minimum value is 1 at /States/S/Retry[0]/BackoffRate'],
    [retrier({ MaxAttempts: -1 }), 'Minimum value is 0 at /States/S/Retry[0]/MaxAttempts'],
    [
      retrier({ IntervalSeconds: '1' }),
      'Expected value of type Number at /States/S/Retry[0]/IntervalSeconds',
    ],
    [
      retrier({ MaxDelaySeconds: 31_622_400 }),
      'Maximum value is 31622399 at /States/S/Retry[0]/MaxDelaySeconds',
    ],
    [
      retrier({ JitterStrategy: 'SOME' }),
      'Value is not one of [FULL, NONE] at /States/S/Retry[0]/JitterStrategy',
    ],
    [retrier({ Next: 'Z' }), "Field 'Next' is not supported at /States/S/Retry[0]"],
    [task({ Retry: {} }), 'Expected value of type Array at /States/S/Retry'],
    [
      retrier({ ErrorEquals: ['States.ALL', 'E'] }),
      'States.ALL must appear alone in ErrorEquals at /States/S/Retry[0]/ErrorEquals',
    ],
    [
      task({
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'Z' },
          { ErrorEquals: ['E'], Next: 'Z' },
        ],
      }),
      'States.ALL must appear in the last element at /States/S/Catch[0]/ErrorEquals',
    ],
    [task({ Catch: [{ ErrorEquals: ['E'] }] }), 'These fields are required: [Next] at /States/S/Catch[0]'],
    [
      task({ Catch: [{ ErrorEquals: ['E'], ResultPath: 'x', Next: 'Z' }] }),
      'Value is not a Reference Path at /States/S/Catch[0]/ResultPath',
    ],
    [choice({ Variable: '$.a' }), 'A choice rule has one comparison operator. at /States/S/Choices[0]'],
    [
      choice({ Variable: '$.a', NumericEquals: 1, StringEquals: 'a' }),
      'A choice rule has one comparison operator.',
    ],
    [choice({ Variable: '$.a', hasOwnProperty: 1 }), 'A choice rule has one comparison operator.'],
    [choice({ Variable: '$.a', BooleanLessThan: true }), 'A choice rule has one comparison operator.'],
    [choice({ Variable: 'a', IsNull: true }), 'must be a valid JSONPath at /States/S/Choices[0]/Variable'],
    [choice({ IsNull: true }), 'These fields are required: [Variable] at /States/S/Choices[0]'],
    [
      choice({ Variable: '$.a', NumericEquals: '1' }),
      'Expected value of type Number at /States/S/Choices[0]/NumericEquals',
    ],
    [choice({ Variable: '$.a', IsNull: 'yes' }), 'Expected value of type Boolean'],
    [choice({ Variable: '$.a', TimestampEquals: 'noon' }), 'Value is not a valid ISO-8601'],
    [
      choice({ Variable: '$.a', NumericEqualsPath: 'zz' }),
      'must be a valid JSONPath at /States/S/Choices[0]/NumericEqualsPath',
    ],
    [choice({ And: {} }), 'A choice rule needs at least one rule inside. at /States/S/Choices[0]/And'],
    [
      choice({ Not: { Variable: '$.a' } }),
      'A choice rule has one comparison operator. at /States/S/Choices[0]/Not',
    ],
    [one({ Type: 'Choice', Choices: [] }), 'These fields are required: [Choices] at /States/S'],
  ])('%j is refused: %s', (definition, expected) => {
    expect(said(definition).join('\n')).toContain(expected);
  });
});
