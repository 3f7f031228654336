import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFollows, type StatusChange } from '../../src/executions/index.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { followed } from '../contracts/follow-store.ts';

const { run } = followed('one');
const change = (status: StatusChange['status'], redriveCount = 0): StatusChange => ({
  ...run,
  status,
  redriveCount,
});

function openFollows() {
  const clock = createShiftableClock({ frozenAt: 1_000_000 });
  const woken: string[] = [];
  const store = createMemoryStores().follows;
  const follows = createFollows({ store, clock, wake: (arn) => woken.push(arn) });
  const seen = (what: StatusChange) => follows.seen(what, { channel: 'workflows' });
  const record = async () => {
    const found = await follows.get(run.executionArn);
    if (!found) throw new Error('not followed');
    return found;
  };
  return { follows, clock, woken, seen, record };
}

describe('a followed execution', () => {
  it('is due to be shown a second after it is first seen, so that a quick run has one message', async () => {
    const { seen, record, clock } = openFollows();
    await seen(change('RUNNING'));
    expect((await record()).due).toEqual({ at: clock.now() + 1_000, attempt: 0 });
    await seen(change('SUCCEEDED'));
    expect(await record()).toMatchObject({
      run: { status: 'SUCCEEDED' },
      due: { at: clock.now() + 1_000, attempt: 0 },
    });
  });

  it('is not due twice within a second of being shown', async () => {
    const { follows, seen, record, clock } = openFollows();
    await seen(change('RUNNING'));
    await clock.advance(1_000);
    await follows.shown(await record(), { digest: 'd' });
    expect((await record()).due).toBeUndefined();
    const shownAt = clock.now();
    await clock.advance(200);
    await seen(change('FAILED'));
    expect((await record()).due?.at).toBe(shownAt + 1_000);
  });

  it('stays due where it changed while it was being shown', async () => {
    const { follows, seen, record } = openFollows();
    await seen(change('RUNNING'));
    const before = await record();
    await seen(change('SUCCEEDED'));
    await follows.shown(before, { digest: 'of the running one' });
    expect((await record()).due).toBeDefined();
  });

  it('keeps its end when a late RUNNING comes, and takes a RUNNING of a later round', async () => {
    const { seen, record } = openFollows();
    await seen(change('FAILED'));
    expect(await seen(change('RUNNING'))).toBe(false);
    expect((await record()).run.status).toBe('FAILED');
    expect(await seen(change('RUNNING', 1))).toBe(true);
    expect(await seen(change('FAILED', 0))).toBe(false);
    expect((await record()).run).toMatchObject({ status: 'RUNNING', redriveCount: 1 });
  });

  it('forgets the error of the round before when it is redriven', async () => {
    const { seen, record } = openFollows();
    await seen({ ...change('FAILED'), error: 'Boom', cause: 'it broke' });
    await seen(change('RUNNING', 1));
    expect((await record()).run).not.toHaveProperty('error');
  });

  it('comes to the same end in any order of its events', async () => {
    const events = [change('RUNNING'), change('FAILED'), change('RUNNING', 1), change('SUCCEEDED', 1)];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...events, ...events], { minLength: 8 }), async (order) => {
        const { seen, record } = openFollows();
        for (const event of order) await seen(event);
        expect((await record()).run).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
      }),
      { numRuns: 60 },
    );
  });

  it('may be posted blindly once only, and only by the process that saw it first', async () => {
    const { follows, seen } = openFollows();
    await seen(change('RUNNING'));
    expect(follows.firstTry(run.executionArn)).toBe(true);
    expect(follows.firstTry(run.executionArn)).toBe(false);
  });

  it('counts the tries of a show that is put off', async () => {
    const { follows, seen, record, clock } = openFollows();
    await seen(change('RUNNING'));
    await follows.putOff(await record(), clock.now() + 5_000);
    expect((await record()).due).toEqual({ at: clock.now() + 5_000, attempt: 1 });
  });
});
