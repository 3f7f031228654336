import { describe, expect, it } from '@jest/globals';
import { afterProgress } from '../../src/executions/after-progress.ts';
import { dueAgain } from '../../src/executions/follow-state.ts';
import { afterEvents, noProgress, statesOf } from '../../src/executions/progress.ts';
import { followed } from '../contracts/follow-store.ts';
import { entered, exited, history } from './explain/history.ts';

describe('how far a run has come', () => {
  const events = history(
    ['ExecutionStarted'],
    entered('Build', 'Pass'),
    exited('Build', 'Pass'),
    entered('Each order', 'Map'),
    ['MapStateStarted', { length: 3 }],
    ['MapIterationStarted', { name: 'Each order', index: 0 }],
    ['TaskStateEntered', { name: 'Ship' }],
    ['TaskStateExited', { name: 'Ship' }],
    ['MapIterationSucceeded', { name: 'Each order', index: 0 }],
    ['MapIterationFailed', { name: 'Each order', index: 1 }],
  );

  it('is the states that were left, those that are open, and the items of a Map', () => {
    expect(afterEvents(noProgress, events)).toEqual({
      readTo: 10,
      done: ['Build', 'Ship'],
      open: [
        {
          visit: 4,
          name: 'Each order',
          since: 1_003_000,
          map: { of: 3, done: 1, failed: 1 },
        },
      ],
    });
  });

  it('comes to the same in parts, in any order, with events read twice', () => {
    const inParts = [3, 6, 8, 10].reduce(
      (progress, to) => afterEvents(progress, [...events.slice(0, to)].reverse()),
      noProgress,
    );
    expect(inParts).toEqual(afterEvents(noProgress, events));
  });

  it('counts nested states of a definition', () => {
    const inner = { States: { A: {}, B: {} } };
    expect(statesOf({ States: { M: { ItemProcessor: inner }, P: { Branches: [inner, inner] } } })).toBe(8);
    expect(statesOf('nonsense')).toBeUndefined();
  });
});

describe('the card of a run that makes progress', () => {
  it('is edited at growing distances: four calls for twenty changes in a minute and a half', () => {
    let follow = followed('one', { due: { at: 1_000, attempt: 0 }, firstSeenAt: 0 });
    let calls = 0;
    for (let now = 0; now <= 90_000; now += 500) {
      const changes = Math.floor(now / 4_500);
      follow = afterProgress(follow, { ...noProgress, readTo: changes + 1 }, now) ?? follow;
      if (!follow.due || follow.due.at > now) continue;
      follow = { ...dueAgain(follow, undefined), card: { digest: String(now), shownAt: now } };
      calls += 1;
    }
    // And one more for the end.
    expect(calls + 1).toBeLessThanOrEqual(4);
    expect(calls).toBeGreaterThanOrEqual(3);
  });

  it('is not edited where nothing was new', () => {
    const follow = followed('one', { progress: { ...noProgress, readTo: 5 } });
    expect(afterProgress(follow, { ...noProgress, readTo: 5 }, 10_000)).toBeUndefined();
  });
});
