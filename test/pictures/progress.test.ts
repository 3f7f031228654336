import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/platform/index.ts';
import { activity, callback } from '../states-language/run.ts';
import { see } from './run.ts';

const lambda = 'arn:aws:lambda:eu-west-1:000000000000:function:work';
const task = (more: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: lambda,
  ...(more['Next'] === undefined && { End: true }),
  ...more,
});
const pass = (next?: string): JsonObject => ({ Type: 'Pass', ...(next ? { Next: next } : { End: true }) });
const scope = (states: Record<string, JsonObject>): JsonObject => ({
  StartAt: Object.keys(states)[0] ?? '',
  States: states,
});

describe('how states stand', () => {
  it('tells done, running and not reached apart, and the edges taken', async () => {
    const seen = see(scope({ A: pass('B'), B: task({ Next: 'C' }), C: { Type: 'Succeed' } }));
    await seen.clock.advance(1_500);
    expect(['A', 'B', 'C'].map((name) => seen.of(name).outcome)).toEqual(['done', 'running', 'not-reached']);
    expect(seen.of('B')).toMatchObject({ entered: 1, since: 0 });
    expect(seen.took('A', 'next', 'B')).toBe(true);
    expect(seen.took('B', 'next', 'C')).toBe(false);
    seen.succeed(0, {});
    await seen.settled();
    expect(seen.of('B')).toMatchObject({ outcome: 'done', durationMs: 1_500 });
    expect(seen.took('C', 'end')).toBe(true);
  });

  it.each([
    ['an activity', activity],
    ['a task with a token', callback],
  ])('waits for people at %s until it answers', (_, Resource) => {
    const seen = see(scope({ Ask: task({ Resource }) }));
    expect(seen.of('Ask').outcome).toBe('waiting');
    seen.succeed(0, 'yes');
    expect(seen.of('Ask').outcome).toBe('done');
  });

  it('waits for people where the caller knows of an approval', () => {
    const seen = see(scope({ Ask: task() }));
    expect(seen.of('Ask').outcome).toBe('running');
    expect(seen.of('Ask', { waiting: ['Ask'] }).outcome).toBe('waiting');
  });

  it('counts retries, and says failed with the error when they are used up', async () => {
    const retry = [{ ErrorEquals: ['Broken'], IntervalSeconds: 1, MaxAttempts: 2 }];
    const seen = see(scope({ A: task({ Retry: retry }) }));
    seen.fail(0, 'Broken');
    await seen.clock.advance(1_000);
    expect(seen.of('A')).toMatchObject({ outcome: 'running', retries: 1, error: 'Broken' });
    seen.fail(1, 'Broken');
    await seen.clock.advance(2_000);
    seen.fail(2, 'Broken');
    expect(seen.of('A')).toMatchObject({ outcome: 'failed', retries: 2, entered: 1, error: 'Broken' });
  });

  it('tells a caught failure from a failed one, and Catch from Next to the same state', () => {
    const Catch = [{ ErrorEquals: ['Rejected'], Next: 'B' }];
    const seen = see(scope({ A: task({ Catch, Next: 'B' }), B: pass() }));
    seen.fail(0, 'Rejected');
    expect(seen.of('A')).toMatchObject({ outcome: 'caught', error: 'Rejected' });
    expect(seen.took('A', 'catch', 'B')).toBe(true);
    expect(seen.took('A', 'next', 'B')).toBe(false);
  });

  it('says timed out where the task did', async () => {
    const seen = see(scope({ A: task({ TimeoutSeconds: 5 }) }));
    await seen.clock.advance(6_000);
    expect(seen.of('A').outcome).toBe('timed-out');
  });

  it('says aborted of everything that was under way', () => {
    const branch = (name: string) => scope({ [name]: task() });
    const seen = see(scope({ P: { Type: 'Parallel', Branches: [branch('L'), branch('R')], End: true } }));
    seen.succeed(0, 1);
    seen.execution.stop({});
    expect(['P', 'L', 'R'].map((name) => seen.of(name).outcome)).toEqual(['aborted', 'done', 'aborted']);
  });

  it('says which branch broke a Parallel, and that the others were aborted', () => {
    const branch = (name: string) => scope({ [name]: task() });
    const seen = see(scope({ P: { Type: 'Parallel', Branches: [branch('L'), branch('R')], End: true } }));
    seen.fail(1, 'Broken');
    expect(['P', 'L', 'R'].map((name) => seen.of(name).outcome)).toEqual(['failed', 'aborted', 'failed']);
  });

  it('counts the rounds of a loop, and shows the last one', () => {
    const seen = see(
      scope({
        Poll: task({ Next: 'Ready?' }),
        'Ready?': {
          Type: 'Choice',
          Choices: [{ Variable: '$', NumericEquals: 3, Next: 'Done' }],
          Default: 'Poll',
        },
        Done: { Type: 'Succeed' },
      }),
    );
    for (const round of [0, 1, 2]) seen.succeed(round, round + 1);
    expect(seen.of('Poll')).toMatchObject({ entered: 3, outcome: 'done' });
    expect(seen.took('Ready?', 'next', 'Poll')).toBe(true);
    expect(seen.took('Ready?', 'next', 'Done')).toBe(true);
  });

  it('counts the items of a Map, and what still runs shows before what is done', () => {
    const Map = { Type: 'Map', ItemProcessor: scope({ Item: task() }), MaxConcurrency: 2, End: true };
    const seen = see(scope({ M: Map }), [1, 2, 3]);
    seen.succeed(0, 1);
    expect(seen.of('M')).toMatchObject({ outcome: 'running', map: { total: 3, done: 1, failed: 0 } });
    expect(seen.of('Item')).toMatchObject({ outcome: 'running', entered: 3 });
    seen.fail(1, 'Broken');
    expect(seen.of('M')).toMatchObject({ outcome: 'failed', map: { failed: 1 } });
  });

  it('does not claim to know the states of child executions', () => {
    const processor = {
      ...scope({ Item: task() }),
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    };
    const seen = see(scope({ M: { Type: 'Map', ItemProcessor: processor, End: true } }), [1, 2]);
    expect(seen.of('M')).toMatchObject({ outcome: 'running', map: { total: 2, failed: 0 } });
    expect(seen.of('Item').outcome).toBe('unknown');
    for (const { childId } of seen.children)
      seen.execution.childEnded(childId, { status: 'SUCCEEDED', output: 1, endedAt: 0 });
    expect(seen.of('M')).toMatchObject({ outcome: 'done', map: { total: 2, done: 2 } });
  });

  it('goes on with the failed state after a redrive', () => {
    const seen = see(scope({ A: pass('B'), B: task() }));
    seen.fail(0, 'Broken');
    expect(seen.of('B').outcome).toBe('failed');
    seen.execution.redrive();
    expect(['A', 'B'].map((name) => seen.of(name).outcome)).toEqual(['done', 'running']);
    seen.succeed(1, 1);
    expect(seen.of('B').outcome).toBe('done');
  });
});

describe('a part of a history', () => {
  const definition = scope({
    A: pass('P'),
    P: {
      Type: 'Parallel',
      Branches: [scope({ L: task() }), scope({ R: task({ Resource: callback }) })],
      Next: 'Z',
    },
    Z: pass(),
  });

  it('leaves unknown what it does not tell, and right what it does', () => {
    const seen = see(definition);
    seen.succeed(0, 1);
    // LambdaFunctionSucceeded and TaskStateExited of L: what came before is not at hand.
    const progress = seen.progress({ newest: 2 });
    const outcomes = new Map(
      [...seen.machine.states.values()].map((state) => [state.name, progress.of(state).outcome]),
    );
    expect(progress.complete).toBe(false);
    expect(seen.of('L', { newest: 2 }).outcome).toBe('done');
    expect(seen.of('R', { newest: 2 }).outcome).toBe('unknown');
    expect(outcomes.get('A')).toBe('unknown');
    expect(outcomes.get('P')).toBe('running');
    expect(seen.of('Z').outcome).toBe('not-reached');
  });

  it('never falls over, wherever it begins, and never marks a state that was not entered', () => {
    const seen = see(definition);
    seen.succeed(0, 1);
    seen.succeed(1, 1);
    for (let newest = 0; newest <= seen.events.length; newest += 1)
      for (const name of ['A', 'L', 'R', 'P', 'Z'])
        expect(['done', 'unknown', 'running', 'waiting']).toContain(seen.of(name, { newest }).outcome);
    expect(['A', 'L', 'R', 'P', 'Z'].map((name) => seen.of(name).outcome)).toEqual(Array(5).fill('done'));
  });
});
