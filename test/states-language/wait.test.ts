import { describe, expect, it } from '@jest/globals';
import { one, oneInJsonata, run } from './run.ts';

describe('a Wait', () => {
  it.each([
    ['Seconds', { Seconds: 3_600 }, 3_600],
    ['SecondsPath', { SecondsPath: '$.s' }, 90],
    ['Timestamp', { Timestamp: '1970-01-01T00:02:00Z' }, 120],
    ['TimestampPath', { TimestampPath: '$.at' }, 60],
  ])('waits by its %s', async (_case, fields, seconds) => {
    const { clock, outcome } = run(one({ Type: 'Wait', ...fields, End: true }), {
      s: 90,
      at: '1970-01-01T01:01:00+01:00',
    });
    await clock.advance(seconds * 1_000 - 1);
    expect(outcome()).toBeUndefined();
    await clock.advance(1);
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('goes on at once where the time is past', async () => {
    const { clock, outcome } = run(one({ Type: 'Wait', Timestamp: '1969-01-01T00:00:00Z', End: true }));
    await clock.advance(0);
    expect(outcome()).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    [{ SecondsPath: '$.v' }, -1, 'The SecondsPath parameter cannot be negative: $.v == -1'],
    [
      { SecondsPath: '$.v' },
      1.5,
      'The SecondsPath parameter does not reference an integer value: $.v == 1.5',
    ],
    [{ SecondsPath: '$.v' }, 'x', 'The SecondsPath parameter does not reference an integer value: $.v == x'],
    [
      { TimestampPath: '$.v' },
      'tomorrow',
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == tomorrow',
    ],
    [{ TimestampPath: '$.v' }, '2100-01-01T00:00:00Z', 'Wait state delay is too long.'],
    [{ SecondsPath: '$.v' }, 2_147_483_648, 'Wait state delay is too long.'],
  ])('%j of %j fails', (fields, value, cause) => {
    expect(run(one({ Type: 'Wait', ...fields, End: true }), { v: value }).outcome()).toMatchObject({
      error: 'States.Runtime',
      cause: `An error occurred while executing the state 'S' (entered at the event id #2). ${cause}`,
    });
  });

  it('may wait almost 2^31 seconds', () => {
    const { outcome } = run(one({ Type: 'Wait', SecondsPath: '$', End: true }), 2_147_483_647);
    expect(outcome()).toBeUndefined();
  });

  it('takes expressions, Output and Assign', async () => {
    const { clock, outcome, settled } = run(
      oneInJsonata({
        Type: 'Wait',
        Seconds: '{% $states.input.s * 2 %}',
        Output: '{% $states.input.s %}',
        Assign: { waited: true },
        End: true,
      }),
      { s: 5 },
    );
    await settled();
    await clock.advance(9_999);
    expect(outcome()).toBeUndefined();
    await clock.advance(1);
    expect(outcome()).toMatchObject({ output: 5 });
  });

  it('wants a number and a text of its expressions', async () => {
    for (const [fields, type] of [
      [{ Seconds: '{% "5" %}' }, 'number'],
      [{ Timestamp: '{% 5 %}' }, 'string'],
    ] as const) {
      const { outcome, settled } = run(oneInJsonata({ Type: 'Wait', ...fields, End: true }));
      await settled();
      expect(outcome()).toMatchObject({ cause: expect.stringContaining(`Expected '${type}'`) });
    }
  });
});
