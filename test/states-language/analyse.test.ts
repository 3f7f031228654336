import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { analyse } from '../../src/states-language/index.ts';
import { map, pass, said, task } from './analysed.ts';
import { one } from './run.ts';

describe('a definition', () => {
  it.each<[string, JsonObject, string]>([
    ['without states', {}, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'],
    [
      'without a start',
      { States: { S: pass } },
      'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /',
    ],
    [
      'with an unknown field',
      { ...one(pass), Stats: 1 },
      "SCHEMA_VALIDATION_FAILED: Field 'Stats' is not supported at /",
    ],
    [
      'with no time at all',
      { ...one(pass), TimeoutSeconds: 0 },
      'SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /TimeoutSeconds',
    ],
    [
      'that leads nowhere',
      one({ Type: 'Pass' }),
      'MISSING_TRANSITION_TARGET: A state needs Next, or End: true. at /States/S',
    ],
    [
      'that leads to a misspelt state',
      one({ Type: 'Pass', Next: 'Goodby' }, { Goodbye: { Type: 'Succeed' } }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Goodby. Did you mean Goodbye? at /States/S/Next",
    ],
    [
      'that starts nowhere',
      { StartAt: 'X', States: { Somewhere: pass } },
      "MISSING_TRANSITION_TARGET: Missing 'StartAt' target: X at /StartAt",
    ],
    [
      'with a state out of reach',
      one(pass, { C: pass }),
      'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
    ],
    [
      'without an end',
      one({ Type: 'Pass', Next: 'B' }, { B: { Type: 'Pass', Next: 'S' } }),
      'MISSING_END_STATE: Workflow has no terminal state at ',
    ],
    [
      'of an unknown type',
      one({ Type: 'Tsk', End: true }),
      'SCHEMA_VALIDATION_FAILED: Value is not one of [Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map]. Did you mean Task? at /States/S/Type',
    ],
    [
      'with Next and End',
      one({ Type: 'Pass', Next: 'S', End: true }),
      'SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/S',
    ],
    [
      'with a Catch on a Pass',
      one({ ...pass, Catch: [] }),
      "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/S",
    ],
    [
      'with a Next on a Fail',
      one({ Type: 'Fail', Next: 'S' }),
      "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/S",
    ],
    [
      'with a limit on a Map',
      map({ TimeoutSeconds: 1 }),
      "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/S",
    ],
    [
      'with a name twice, however deep',
      map({}, { StartAt: 'S', States: { S: pass } }),
      'DUPLICATE_STATE_NAME: Duplicate state name: S at /States/S/ItemProcessor/States/S',
    ],
    [
      'with a long name',
      { StartAt: 'n'.repeat(81), States: { ['n'.repeat(81)]: pass } },
      `INVALID_STATE_NAME: A state name has 1 to 80 characters. at /States/${'n'.repeat(81)}`,
    ],
    [
      'with an unknown resource',
      one({ Type: 'Task', Resource: 'nonsense', End: true }),
      'SCHEMA_VALIDATION_FAILED: The resource provided nonsense is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/S/Resource',
    ],
    [
      'without a resource',
      one({ Type: 'Task', End: true }),
      'SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/S',
    ],
    [
      'with a limit that is no number',
      task({ TimeoutSeconds: '5' }),
      'SCHEMA_VALIDATION_FAILED: Expected value of type Number at /States/S/TimeoutSeconds',
    ],
    [
      'with a limit and its path',
      task({ TimeoutSeconds: 5, TimeoutSecondsPath: '$.t' }),
      'SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at /States/S',
    ],
    [
      'with a heart too slow',
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      'SCHEMA_VALIDATION_FAILED: HeartbeatSeconds must be smaller than TimeoutSeconds at /States/S',
    ],
    [
      'with a Wait for nothing',
      one({ Type: 'Wait', End: true }),
      'SCHEMA_VALIDATION_FAILED: A Wait has exactly one of Seconds, SecondsPath, Timestamp, TimestampPath. at /States/S',
    ],
    [
      'with a Wait into the past',
      one({ Type: 'Wait', Seconds: -1, End: true }),
      'SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/S/Seconds',
    ],
    [
      'with a Wait until tomorrow',
      one({ Type: 'Wait', Timestamp: 'tomorrow', End: true }),
      'SCHEMA_VALIDATION_FAILED: Value is not a valid ISO-8601 extended offset date-time format string at /States/S/Timestamp',
    ],
    [
      'with a path that is none',
      one({ ...pass, InputPath: '$.a[' }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'InputPath' must be a valid JSONPath at /States/S/InputPath",
    ],
    [
      'with a result at many places',
      one({ ...pass, ResultPath: '$.a[*]' }),
      'SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/S/ResultPath',
    ],
    [
      'with a result in the context',
      one({ ...pass, ResultPath: '$$.a' }),
      'SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/S/ResultPath',
    ],
    [
      'with a result at a number',
      one({ ...pass, ResultPath: 5 }),
      'SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/S/ResultPath',
    ],
    [
      'with a template that is no path',
      one({ ...pass, Parameters: { in: [{ 'a.$': 'foo' }] } }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters/in[0]/a.$",
    ],
    [
      'with a template that is no text',
      one({ ...pass, Parameters: { 'a.$': 5 } }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters/a.$",
    ],
    [
      'with an unknown function',
      one({ ...pass, Parameters: { 'a.$': 'States.Nope()' } }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters/a.$",
    ],
    [
      'with two words for one thing',
      one({ Type: 'Fail', Error: 'E', ErrorPath: '$.e' }),
      'SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Error, ErrorPath] at /States/S',
    ],
    [
      'with a branch that is none',
      one({ Type: 'Parallel', Branches: ['x'], End: true }),
      'SCHEMA_VALIDATION_FAILED: Expected value of type Object at /States/S/Branches',
    ],
    [
      'with a Map of nothing',
      one({ Type: 'Map', End: true }),
      'SCHEMA_VALIDATION_FAILED: These fields are required: [ItemProcessor] at /States/S',
    ],
    [
      'with a fault inside a Map',
      map({}, { StartAt: 'I', States: { I: { Type: 'Pass' } } }),
      'MISSING_TRANSITION_TARGET: A state needs Next, or End: true. at /States/S/ItemProcessor/States/I',
    ],
    [
      'with a number from the context object',
      map({ MaxConcurrencyPath: '$$.Execution.Input.n' }),
      'SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/S/MaxConcurrencyPath',
    ],
    [
      'with a negative concurrency',
      map({ MaxConcurrency: -1 }),
      'SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/S/MaxConcurrency',
    ],
    [
      'with more than all tolerated',
      map({ ToleratedFailurePercentage: 101 }),
      'SCHEMA_VALIDATION_FAILED: Maximum value is 100.0 at /States/S/ToleratedFailurePercentage',
    ],
    [
      'with an empty batch',
      map({ ItemBatcher: { MaxItemsPerBatch: 0 } }),
      'SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/S/ItemBatcher/MaxItemsPerBatch',
    ],
    [
      'with a long label',
      map({ Label: 'l'.repeat(41) }),
      'SCHEMA_VALIDATION_FAILED: A Label has at most 40 characters at /States/S/Label',
    ],
    [
      'with a variable named states',
      one({ ...pass, Assign: { states: 1 } }),
      "SCHEMA_VALIDATION_FAILED: 'states' is not a name that a variable can have at /States/S/Assign",
    ],
    [
      'that sets an outer variable inside',
      map({ Assign: { v: 1 } }, { States: { I: { ...pass, Assign: { 'v.$': '$' } } } }),
      "SCHEMA_VALIDATION_FAILED: The variable 'v' belongs to an outer scope and cannot be assigned here at /States/S/ItemProcessor/States/I/Assign",
    ],
  ])('%s is refused', (_case, definition, expected) => {
    expect(said(definition)).toContain(expected);
    expect(analyse(definition).machine).toBeUndefined();
  });

  it('may have comments, variables in paths, and a mix of languages', () => {
    const machine = one(
      { Type: 'Pass', Comment: 'c', Assign: { v: 1 }, Next: 'J' },
      {
        J: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $v %}', Next: 'P' },
        P: { Type: 'Pass', InputPath: '$v', Comment: 'c', End: true },
      },
    );
    expect(said({ Comment: 'c', Version: '1.0', ...machine })).toEqual([]);
  });

  it('gets warnings for what is allowed but hardly meant', () => {
    const { machine, diagnostics } = analyse(
      one({ Type: 'Pass', Parameters: { a: '$.b' }, Next: 'T' }, { T: { ...pass, Result: '$.c' } }),
    );
    expect(machine).toBeDefined();
    expect(diagnostics.map(({ severity, code, location }) => [severity, code, location])).toEqual([
      ['WARNING', 'NO_DOLLAR', '/States/S/Parameters/a'],
      ['WARNING', 'PASS_RESULT_IS_STATIC', '/States/T/Result'],
    ]);
  });

  it('that is not JSON, or larger than 1 MiB, is refused too', () => {
    expect(analyse('{').diagnostics[0]).toMatchObject({ code: 'INVALID_JSON_DESCRIPTION' });
    expect(analyse('[]').diagnostics[0]).toMatchObject({ code: 'INVALID_JSON_DESCRIPTION' });
    const large = JSON.stringify({ ...one(pass), Comment: 'x'.repeat(1_048_576) });
    expect(said(large)).toEqual(['SCHEMA_VALIDATION_FAILED: The definition is larger than 1 MiB. at /']);
  });
});
