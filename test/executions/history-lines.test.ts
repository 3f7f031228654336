import { describe, expect, it } from '@jest/globals';
import { historyLines } from '../../src/executions/history-lines.ts';
import { entered, exited, failed, history, scheduled } from './explain/history.ts';

const lines = (events: Parameters<typeof historyLines>[0]) => historyLines(events, 1_000_000);

describe('the lines of a history', () => {
  it('say when, which state, what happened, and how long it took; newest first', () => {
    const events = history(
      ['ExecutionStarted'],
      entered('Call'),
      scheduled,
      failed('Boom', 'no'),
      scheduled,
      ['TaskSucceeded'],
      exited('Call'),
      ['ExecutionSucceeded'],
    );
    expect(lines(events)).toEqual([
      { id: 8, offsetMs: 7_000, sort: 'done', what: 'execution succeeded', tookMs: 7_000 },
      { id: 7, offsetMs: 6_000, sort: 'done', state: 'Call', what: 'left', tookMs: 5_000 },
      { id: 6, offsetMs: 5_000, sort: 'step', state: 'Call', what: 'task succeeded', tookMs: 4_000 },
      { id: 5, offsetMs: 4_000, sort: 'step', state: 'Call', what: 'task scheduled (invoke)' },
      { id: 4, offsetMs: 3_000, sort: 'bad', state: 'Call', what: 'task failed: Boom: no', tookMs: 2_000 },
      { id: 3, offsetMs: 2_000, sort: 'step', state: 'Call', what: 'task scheduled (invoke)' },
      { id: 2, offsetMs: 1_000, sort: 'begin', state: 'Call', what: 'entered' },
      { id: 1, offsetMs: 0, sort: 'begin', what: 'execution started' },
    ]);
  });

  it('number the items of a Map from one', () => {
    const [line] = lines(
      history(
        entered('Each', 'Map'),
        ['MapStateStarted', { length: 2 }],
        ['MapIterationStarted', { name: 'Each', index: 1 }],
      ),
    );
    expect(line).toMatchObject({ what: 'item 2 started', where: 'item 2 of Map "Each"' });
  });

  it('leave out what they cannot know of a part of a history', () => {
    const whole = history(
      ['ExecutionStarted'],
      entered('Call'),
      scheduled,
      ['TaskSucceeded'],
      exited('Call'),
    );
    expect(lines(whole.slice(-1))).toEqual([
      { id: 5, offsetMs: 4_000, sort: 'done', state: 'Call', what: 'left' },
    ]);
  });
});
