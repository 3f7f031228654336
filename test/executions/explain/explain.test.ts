import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explain, type HistoryEvent } from '../../../src/executions/index.ts';
import { entered, exited, failed, history, scheduled } from './history.ts';

const ofFailure = (events: readonly HistoryEvent[]) => explain(events, { status: 'FAILED' });

describe('why an execution failed', () => {
  it('names the state, the error, the message and the line of the owner’s own code', () => {
    const cause = JSON.stringify({
      errorMessage: 'card declined',
      errorType: 'CardDeclined',
      stackTrace: [
        '  File "/var/task/charge.py", line 12, in handler\n    charge(order)\n',
        '  File "/var/task/vendor/site-packages/pay.py", line 80, in charge\n    raise CardDeclined()\n',
      ],
    });
    const why = ofFailure(
      history(['ExecutionStarted'], entered('Charge'), scheduled, failed('CardDeclined', cause), [
        'ExecutionFailed',
        { error: 'CardDeclined', cause },
      ]),
    );
    expect(why).toMatchObject({
      sentence: '"Charge" failed with CardDeclined: card declined.',
      state: 'Charge',
      tries: 1,
      cause: { frame: 'File "/var/task/charge.py", line 12, in handler · charge(order)' },
    });
    expect(why.remedy).toContain('redrive');
  });

  it('counts the tries of the state that gave up', () => {
    const why = ofFailure(
      history(
        ['ExecutionStarted'],
        entered('Call'),
        scheduled,
        failed('Flaky', 'no'),
        scheduled,
        failed('Flaky', 'no'),
        scheduled,
        failed('Flaky', 'no'),
        ['ExecutionFailed', { error: 'Flaky', cause: 'no' }],
      ),
    );
    expect(why.sentence).toBe('"Call" failed with Flaky on its 3rd try: no.');
    expect(why.tries).toBe(3);
    expect(why.onTheWay).toEqual([]);
  });

  it('says which item of a Map failed, and does not take the Map for the culprit', () => {
    const why = ofFailure(
      history(
        ['ExecutionStarted'],
        entered('Each order', 'Map'),
        ['MapStateStarted', { length: 2 }],
        ['MapIterationStarted', { name: 'Each order', index: 0 }, 3],
        ['MapIterationStarted', { name: 'Each order', index: 1 }, 3],
        ['TaskStateEntered', { name: 'Ship' }, 4],
        ['TaskStateEntered', { name: 'Ship' }, 5],
        ['TaskScheduled', {}, 7],
        ['TaskFailed', { error: 'NoRoom' }, 8],
        ['MapIterationFailed', { name: 'Each order', index: 1 }, 9],
        ['MapIterationAborted', { name: 'Each order', index: 0 }, 6],
        ['MapStateFailed', {}, 9],
        ['ExecutionFailed', { error: 'NoRoom' }],
      ),
    );
    expect(why.sentence).toBe('"Ship" (item 2 of Map "Each order") failed with NoRoom.');
    expect(why.where).toBe('item 2 of Map "Each order"');
  });

  it('says which branch of a Parallel state failed', () => {
    const why = ofFailure(
      history(
        ['ExecutionStarted'],
        entered('Both', 'Parallel'),
        ['ParallelStateStarted'],
        ['PassStateEntered', { name: 'Left' }, 3],
        ['TaskStateEntered', { name: 'Right' }, 3],
        ['TaskScheduled', {}, 5],
        ['TaskFailed', { error: 'Boom' }, 6],
        ['ParallelStateFailed', {}, 7],
        ['ExecutionFailed', { error: 'Boom' }],
      ),
    );
    expect(why.where).toBe('branch "Right" of Parallel "Both"');
  });

  it('tells of the catcher that led to a Fail state, and that a redrive would end there again', () => {
    const why = ofFailure(
      history(
        ['ExecutionStarted'],
        entered('Charge'),
        scheduled,
        failed('CardDeclined'),
        exited('Charge'),
        entered('No money', 'Fail'),
        ['ExecutionFailed', { error: 'OrderRefused', cause: 'the card was declined' }],
      ),
    );
    expect(why.sentence).toBe('"No money" ended the workflow with OrderRefused: the card was declined.');
    expect(why.onTheWay).toEqual(['"Charge" failed with CardDeclined and was caught: it went to "No money"']);
    expect(why.remedy).toContain('same Fail state');
  });

  it.each([
    {
      heartbeatInSeconds: 10,
      timeoutInSeconds: 60,
      said: 'stopped sending heartbeats',
      do: 'HeartbeatSeconds',
    },
    { timeoutInSeconds: 1, said: 'ran out of its time', do: 'TimeoutSeconds' },
  ])('tells a heartbeat that stayed away from a task that took too long: $said', (row) => {
    const why = ofFailure(
      history(
        ['ExecutionStarted'],
        entered('Wait for a person'),
        ['TaskScheduled', row],
        ['TaskTimedOut', { error: 'States.Timeout' }],
        ['ExecutionFailed', { error: 'States.Timeout' }],
      ),
    );
    expect(why.sentence).toContain(row.said);
    expect(why.remedy).toContain(row.do);
  });

  it.each([
    ['States.Permissions', 'no', 'permission'],
    [
      'Lambda.AWSLambdaException',
      'User: x is not authorized to perform: lambda:InvokeFunction',
      'permission',
    ],
    ['States.DataLimitExceeded', 'too large', 'S3'],
    ['States.Http.StatusCode.503', '{"message":"down"}', 'other side'],
    ['States.Http.StatusCode.404', 'no such page', 'right input'],
    ['States.Http.StatusCode.401', 'no', 'credentials'],
    ['Lambda.TooManyRequestsException', 'Rate Exceeded.', 'throttled'],
    ['S3.NoSuchBucketException', 'The specified bucket does not exist', 'looks for'],
    ['States.ExceedToleratedFailureThreshold', 'too many', 'failed items'],
    ['Rejected', 'no', 'person decided'],
    ['Anything', 'else', 'Mend what made'],
  ])('says what to do about %s', (error, cause, words) => {
    const why = ofFailure(
      history(['ExecutionStarted'], entered('Do'), scheduled, failed(error, cause), [
        'ExecutionFailed',
        { error, cause },
      ]),
    );
    expect(why.remedy).toContain(words);
  });

  it('finds the state in the words of an error that no event of a task has', () => {
    const cause =
      "An error occurred while executing the state 'Which' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.";
    const why = ofFailure(
      history(['ExecutionStarted'], entered('Which', 'Choice'), [
        'ExecutionFailed',
        { error: 'States.NoChoiceMatched', cause },
      ]),
    );
    expect(why.sentence).toMatch(/^"Which" failed with States.NoChoiceMatched: Failed to transition/);
    expect(why.remedy).toContain('Default');
  });

  it('needs only the newest events', () => {
    const whole = history(
      ['ExecutionStarted'],
      ...Array.from({ length: 50 }, (_, index) => [
        entered(`s${String(index)}`, 'Pass'),
        exited(`s${String(index)}`, 'Pass'),
      ]).flat(),
      entered('Last'),
      scheduled,
      failed('Boom'),
      ['ExecutionFailed', { error: 'Boom' }],
    );
    expect(ofFailure(whole.slice(-4)).state).toBe('Last');
    expect(ofFailure(whole.slice(-2)).sentence).toContain('Boom');
  });

  it('leaves out what went wrong before it was redriven', () => {
    const events = history(
      ['ExecutionStarted'],
      entered('Call'),
      scheduled,
      failed('First'),
      ['ExecutionFailed', { error: 'First' }],
      ['ExecutionRedriven', { redriveCount: 1 }],
      ['TaskScheduled', {}],
      ['TaskSucceeded'],
      exited('Call'),
      ['ExecutionSucceeded'],
    );
    expect(explain(events, { status: 'SUCCEEDED' }).sentence).toBe('It succeeded without trouble.');
  });
});

describe('a run that did not fail', () => {
  const afterTrouble = [
    ['ExecutionStarted'],
    entered('Call'),
    scheduled,
    failed('Flaky'),
    scheduled,
    failed('Flaky'),
    scheduled,
    ['TaskSucceeded'],
    exited('Call'),
  ] as const;

  it('and succeeded after trouble says what was overcome', () => {
    const why = explain(history(...afterTrouble, ['ExecutionSucceeded']), { status: 'SUCCEEDED' });
    expect(why.sentence).toBe(
      'It succeeded; on the way, "Call" failed with Flaky twice and was tried again.',
    );
    expect(why.remedy).toBeUndefined();
  });

  it('and was aborted says where it stood and why', () => {
    const why = explain(
      history(['ExecutionStarted'], entered('Wait'), [
        'ExecutionAborted',
        { error: 'Aborted', cause: 'wrong day' },
        0,
      ]),
      { status: 'ABORTED' },
    );
    expect(why.sentence).toBe('It was aborted while it was in "Wait": wrong day.');
  });

  it('and ran out of its own time says so', () => {
    const why = explain(history(['ExecutionStarted'], entered('Wait'), ['ExecutionTimedOut', {}, 0]), {
      status: 'TIMED_OUT',
    });
    expect(why.sentence).toContain('its own timeout while it was in "Wait"');
    expect(why.remedy).toContain('TimeoutSeconds of the state machine');
  });

  it('and still runs tells its last trouble', () => {
    const why = explain(history(...afterTrouble.slice(0, 5)), { status: 'RUNNING' });
    expect(why.sentence).toBe('It still runs, and "Call" failed with Flaky; it is tried again.');
  });
});

describe('any history at all', () => {
  const types = [
    'ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskFailed', 'TaskTimedOut', 'TaskStateExited',
    'MapStateEntered', 'MapStateStarted', 'MapIterationStarted', 'MapIterationFailed', 'MapStateFailed',
    'ParallelStateEntered', 'ParallelStateStarted', 'ParallelStateFailed', 'FailStateEntered', 'EvaluationFailed',
    'ExecutionFailed', 'ExecutionRedriven', 'ExecutionAborted', 'MapRunFailed', 'Nonsense',
  ]; // prettier-ignore
  const text = fc.oneof(fc.string(), fc.json(), fc.constant('{"errorMessage":'), fc.constantFrom('A', 'B'));
  const details = fc.record(
    { name: text, error: text, cause: text, index: fc.nat(9), timeoutInSeconds: fc.anything() },
    { requiredKeys: [] },
  );
  const event = fc.record({
    id: fc.nat(40),
    previousEventId: fc.nat(40),
    type: fc.constantFrom(...types),
    at: fc.nat(),
    details,
  });
  const status = fc.constantFrom('RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE');

  it('is explained in one sentence, and never throws', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), status, (events, how) => {
        const why = explain(events, { status: how });
        expect(why.sentence).toMatch(/\.$/);
      }),
      { numRuns: 500 },
    );
  });
});
