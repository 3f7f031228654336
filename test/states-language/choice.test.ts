import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { one, oneInJsonata, outcomeOf, run } from './run.ts';

const states = {
  Yes: { Type: 'Pass', Result: 'yes', End: true },
  No: { Type: 'Pass', Result: 'no', End: true },
};
const decide = (rule: JsonObject, input: JsonValue) => {
  const choice = { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' };
  const outcome = run(one(choice, states), input).outcome();
  return outcome?.status === 'SUCCEEDED' ? outcome.output : outcome?.cause;
};
const at = '2024-01-01T00:00:00Z';

describe('a choice rule', () => {
  it.each<[JsonObject, JsonValue, string]>([
    [{ StringEquals: 'a' }, 'a', 'yes'],
    [{ StringEquals: 'a' }, 1, 'no'],
    [{ StringLessThan: 'b' }, 'a', 'yes'],
    [{ StringGreaterThanEquals: 'b' }, 'b', 'yes'],
    [{ StringMatches: 'log-*.txt' }, 'log-1.txt', 'yes'],
    [{ StringMatches: 'log-*.txt' }, 'log-1.csv', 'no'],
    [{ StringMatches: String.raw`a\*b` }, 'a*b', 'yes'],
    [{ StringMatches: String.raw`a\*b` }, 'axb', 'no'],
    [{ StringMatches: '*' }, '', 'yes'],
    [{ StringMatches: 'ab*ba' }, 'aba', 'no'],
    [{ StringMatches: '*a*b' }, 'xaxxb', 'yes'],
    [{ NumericEquals: 1 }, 1, 'yes'],
    [{ NumericEquals: 1 }, '1', 'no'],
    [{ NumericLessThanEquals: 1 }, 1, 'yes'],
    [{ NumericGreaterThan: 1 }, 1, 'no'],
    [{ BooleanEquals: false }, false, 'yes'],
    [{ BooleanEquals: true }, 'true', 'no'],
    [{ TimestampEquals: at }, '2024-01-01T01:00:00+01:00', 'yes'],
    [{ TimestampLessThan: at }, '2023-12-31T23:59:59.999Z', 'yes'],
    [{ TimestampGreaterThan: at }, 'tomorrow', 'no'],
    [{ IsNull: true }, null, 'yes'],
    [{ IsNull: false }, null, 'no'],
    [{ IsNumeric: false }, 'x', 'yes'],
    [{ IsString: true }, 'x', 'yes'],
    [{ IsBoolean: false }, true, 'no'],
    [{ IsTimestamp: true }, at, 'yes'],
    [{ IsTimestamp: true }, '2024-01-01 00:00:00', 'no'],
  ])('%j on %j: %s', (operator, value, expected) => {
    expect(decide({ Variable: '$.v', ...operator }, { v: value })).toBe(expected);
  });

  it('takes its operand from a path', () => {
    expect(decide({ Variable: '$.a', NumericEqualsPath: '$.b' }, { a: 2, b: 2 })).toBe('yes');
    expect(decide({ Variable: '$.a', StringEqualsPath: '$$.State.Name' }, { a: 'S' })).toBe('yes');
    expect(decide({ Variable: '$.a', NumericEqualsPath: '$.no' }, { a: 2 })).toContain("Invalid path '$.no'");
  });

  it('joins rules by And, Or and Not', () => {
    const more = { Variable: '$.n', NumericGreaterThan: 1 };
    const less = { Variable: '$.n', NumericLessThan: 5 };
    expect(decide({ And: [more, less] }, { n: 3 })).toBe('yes');
    expect(decide({ And: [more, less] }, { n: 7 })).toBe('no');
    expect(decide({ Or: [{ Not: more }, { Not: less }] }, { n: 7 })).toBe('yes');
  });

  it('finds out about presence without failing, and fails for anything else that is missing', () => {
    expect(decide({ Variable: '$.no', IsPresent: false }, {})).toBe('yes');
    expect(decide({ Variable: '$.no', IsPresent: true }, {})).toBe('no');
    expect(decide({ Variable: '$.v', IsPresent: true }, { v: null })).toBe('yes');
    expect(decide({ Variable: '$.no', StringEquals: 'a' }, {})).toBe(
      "An error occurred while executing the state 'S' (entered at the event id #2). Invalid path '$.no': The choice state's condition path references an invalid value.",
    );
  });

  it('matches a pattern of many stars in no time', () => {
    const pattern = `${'*a'.repeat(30)}*b`;
    expect(decide({ Variable: '$.v', StringMatches: pattern }, { v: 'a'.repeat(5_000) })).toBe('no');
  });
});

describe('a Choice', () => {
  it('fails where nothing matched and there is no Default', () => {
    const choice = { Type: 'Choice', Choices: [{ Variable: '$.v', IsPresent: true, Next: 'Yes' }] };
    expect(run(one(choice, { Yes: states.Yes })).outcome()).toMatchObject({
      error: 'States.NoChoiceMatched',
      cause:
        "An error occurred while executing the state 'S' (entered at the event id #2). Failed to transition out of the state. The state's choices did not match and it has no Default.",
    });
  });

  it('hands on what InputPath and OutputPath leave', () => {
    const choice = {
      Type: 'Choice',
      InputPath: '$.inner',
      OutputPath: '$.v',
      Choices: [{ Variable: '$.v', IsPresent: true, Next: 'End' }],
    };
    const machine = one(choice, { End: { Type: 'Succeed' } });
    expect(run(machine, { inner: { v: 9 } }).outcome()).toMatchObject({ output: 9 });
  });
});

describe('a Choice in JSONata', () => {
  const choose = (rules: JsonObject[], more: JsonObject = {}) =>
    oneInJsonata(
      { Type: 'Choice', Choices: rules, Default: 'Other', ...more },
      {
        Chosen: { Type: 'Succeed' },
        Other: { Type: 'Pass', Output: ['other', '{% $states.input %}'], End: true },
      },
    );

  it('takes the first Condition that is true, with its Output and Assign', async () => {
    const machine = choose([
      { Condition: '{% $states.input.n > 10 %}', Next: 'Other' },
      {
        Condition: '{% $states.input.n > 1 %}',
        Assign: { v: 1 },
        Output: '{% $states.input.n %}',
        Next: 'Chosen',
      },
    ]);
    expect(await outcomeOf(machine, { n: 5 })).toMatchObject({ output: 5 });
  });

  it('takes a Condition that is no expression', async () => {
    expect(await outcomeOf(choose([{ Condition: true, Next: 'Chosen' }]), 3)).toMatchObject({ output: 3 });
  });

  it('falls to the Default, with the state’s own Output', async () => {
    const machine = choose([{ Condition: '{% false %}', Next: 'Chosen' }], { Output: 'mine' });
    expect(await outcomeOf(machine)).toMatchObject({ output: ['other', 'mine'] });
  });

  it.each([
    ['{% 1 %}', "Expected 'boolean', but was 'number' for value: 1"],
    ['{% $no %}', 'returned nothing (undefined).'],
  ])('refuses a Condition of %s', async (condition, ending) => {
    expect(await outcomeOf(choose([{ Condition: condition, Next: 'Chosen' }]))).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringMatching(new RegExp(`Choices\\[0\\]/Condition.*${ending.replace(/[().]/g, '.')}`)),
    });
  });
});
