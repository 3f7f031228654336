import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../src/platform/index.ts';
import { openAccount, role } from './account.ts';

const lambda = 'arn:aws:lambda:us-east-1:000000000000:function:f';

function test(definition: JsonObject, input: JsonObject = {}, functionError?: string) {
  const account = openAccount({
    'lambda.Invoke': () => ({
      StatusCode: 200,
      Payload: functionError === undefined ? '{"r":1}' : JSON.stringify({ errorType: functionError }),
      ...(functionError !== undefined && { FunctionError: 'Unhandled' }),
    }),
  });
  return account.call('TestState', {
    definition: JSON.stringify(definition),
    roleArn: role,
    input: JSON.stringify(input),
  });
}

describe('TestState', () => {
  it('gives the output of a state and where it leads', async () => {
    const state = { Type: 'Pass', Parameters: { 'b.$': '$.a' }, Next: 'After' };
    expect(await test(state, { a: 1 })).toEqual({
      status: 'SUCCEEDED',
      output: '{"b":1}',
      nextState: 'After',
    });
    expect(await test({ Type: 'Task', Resource: lambda, End: true })).toEqual({
      status: 'SUCCEEDED',
      output: '{"r":1}',
    });
  });

  it('follows a Choice', async () => {
    const state = {
      Type: 'Choice',
      Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'One' }],
      Default: 'Other',
    };
    expect(await test(state, { a: 1 })).toMatchObject({ nextState: 'One' });
    expect(await test(state, { a: 2 })).toMatchObject({ nextState: 'Other' });
  });

  it('tells a failure, one that a catcher takes, and one that a retrier would try again', async () => {
    const task = { Type: 'Task', Resource: lambda, End: true };
    expect(await test(task, {}, 'E')).toMatchObject({ status: 'FAILED', error: 'E' });
    expect(await test({ ...task, Catch: [{ ErrorEquals: ['E'], Next: 'Caught' }] }, {}, 'E')).toMatchObject({
      status: 'CAUGHT_ERROR',
      nextState: 'Caught',
      error: 'E',
    });
    expect(await test({ ...task, Retry: [{ ErrorEquals: ['E'] }] }, {}, 'E')).toMatchObject({
      status: 'RETRIABLE',
      error: 'E',
    });
    expect(await test({ ...task, Retry: [{ ErrorEquals: ['F'] }] }, {}, 'E')).toMatchObject({
      status: 'FAILED',
    });
  });

  it('refuses a definition or an input that is none', async () => {
    await expect(test({ Type: 'Nope' })).rejects.toMatchObject({ code: 'InvalidDefinition' });
    await expect(
      openAccount().call('TestState', { definition: '{"Type":"Pass","End":true}', input: '' }),
    ).rejects.toMatchObject({ code: 'InvalidExecutionInput' });
  });
});
