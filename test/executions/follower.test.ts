import { describe, expect, it } from '@jest/globals';
import { createFollower, createFollows, type StepFunctions } from '../../src/executions/index.ts';
import {
  createScheduler,
  createShiftableClock,
  silentLogger,
  type ShiftableClock,
} from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { followed } from '../contracts/follow-store.ts';
import { entered, history } from './explain/history.ts';

const nowhere = () => Promise.reject(new Error('not asked here'));

/** Two replicas on one store, and what they ask of AWS. */
async function openReplicas(executions: number) {
  const clock = createShiftableClock({ frozenAt: 1_000_000 });
  const { follows: store, leases } = createMemoryStores();
  const calls: { who: string; at: number }[] = [];
  const log = silentLogger();
  const follows = createFollows({ store, clock, wake: () => undefined });
  const replica = (owner: string) => {
    const asked = () => calls.push({ who: owner, at: clock.now() });
    const stepFunctions: StepFunctions = {
      machines: nowhere,
      start: nowhere,
      describe: nowhere,
      executions: nowhere,
      stop: nowhere,
      redrive: nowhere,
      definition: () => {
        asked();
        return Promise.resolve({ machine: 'deploy', definition: '{"States":{"Build":{},"Deploy":{}}}' });
      },
      history: () => {
        asked();
        return Promise.resolve(history(['ExecutionStarted'], entered('Build')));
      },
    };
    return createFollower({
      follows,
      stepFunctions,
      leases,
      owner,
      scheduler: createScheduler(log),
      clock,
      log,
    });
  };
  for (let at = 0; at < executions; at += 1) await store.write(followed(`run-${String(at)}`));
  return { clock, calls, follows, replicas: [replica('one'), replica('two')] as const };
}

/** Time goes on until the work is done. */
async function meanwhile(clock: ShiftableClock, work: Promise<unknown>): Promise<void> {
  const state = { done: false };
  const ended = work.then(() => (state.done = true));
  while (!state.done) {
    await clock.advance(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
}

describe('the follower', () => {
  it('records where a run is, and how many states there are', async () => {
    const { clock, follows, replicas } = await openReplicas(1);
    await meanwhile(clock, replicas[0].look());
    expect((await follows.get(followed('run-0').executionArn))?.progress).toMatchObject({
      readTo: 2,
      known: 2,
      open: [{ name: 'Build' }],
    });
  });

  it('keeps to five calls a second, and only one of two replicas reads', async () => {
    const { clock, calls, replicas } = await openReplicas(30);
    for (let round = 0; round < 8; round += 1) {
      await meanwhile(clock, Promise.all(replicas.map((replica) => replica.look())));
      await clock.advance(2_000);
    }
    expect(new Set(calls.map(({ who }) => who))).toEqual(new Set(['one']));
    for (const { at } of calls)
      expect(calls.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(5);
    expect(calls.length).toBeGreaterThan(30);
  });

  it('leaves the reading to another when it stops', async () => {
    const { clock, calls, replicas } = await openReplicas(1);
    await meanwhile(clock, replicas[0].look());
    await replicas[0].stop();
    await clock.advance(2_000);
    await meanwhile(clock, replicas[1].look());
    expect(calls.at(-1)?.who).toBe('two');
  });
});
