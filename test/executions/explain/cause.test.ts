import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCause } from '../../../src/executions/explain/cause.ts';

const child = 'arn:aws:states:eu-west-1:000000000000:execution:child:one';

describe('the cause of a failure', () => {
  it.each([
    [
      'Node',
      {
        errorType: 'TypeError',
        errorMessage: 'x is not a function',
        trace: [
          'TypeError: x is not a function',
          '    at parse (/var/task/node_modules/lib/index.js:1:1)',
          '    at handler (/var/task/index.mjs:3:9)',
          '    at Runtime.handle (file:///var/runtime/index.mjs:1173:29)',
        ],
      },
      { type: 'TypeError', message: 'x is not a function', frame: 'handler (/var/task/index.mjs:3:9)' },
    ],
    [
      'Java, with what caused it',
      {
        errorType: 'java.lang.RuntimeException',
        errorMessage: 'order 7',
        stackTrace: ['java.base/java.util.Map.get(Map.java:1)', 'shop.Handler.run(Handler.java:12)'],
        cause: { errorType: 'java.io.IOException', errorMessage: 'disk full', stackTrace: [] },
      },
      {
        type: 'java.lang.RuntimeException',
        message: 'order 7: disk full',
        frame: 'shop.Handler.run(Handler.java:12)',
      },
    ],
    [
      'a child execution, the innermost',
      {
        ExecutionArn: 'arn:outer',
        Status: 'FAILED',
        Error: 'States.TaskFailed',
        Cause: JSON.stringify({ ExecutionArn: child, Error: 'DiskFull', Cause: 'no space left' }),
      },
      { child, type: 'DiskFull', message: 'no space left' },
    ],
    ['HTTP', { message: 'Not Found' }, { message: 'Not Found' }],
    ['a list', [1, 2], { message: '[1,2]' }],
  ])('of %s comes down to its useful part', (_, value, expected) => {
    expect(readCause(JSON.stringify(value))).toEqual(expected);
  });

  it('is read through JSON that was written into JSON', () => {
    const inner = JSON.stringify({ errorMessage: 'deep', errorType: 'E' });
    expect(readCause(JSON.stringify(JSON.stringify({ errorMessage: inner, errorType: 'Outer' })))).toEqual({
      type: 'Outer',
      message: 'deep',
    });
  });

  it('loses the numbers of requests, which help nobody', () => {
    const text =
      'The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ABC, Extended Request ID: d/e=)';
    expect(readCause(text).message).toBe(
      'The specified bucket does not exist (Service: S3, Status Code: 404)',
    );
  });

  it('of any text never throws, and is short', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => JSON.stringify(text)),
        ),
        (text) => {
          expect(readCause(text).message.length).toBeLessThanOrEqual(2_000);
        },
      ),
    );
  });
});
