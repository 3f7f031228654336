import { describe, expect, it } from '@jest/globals';
import { createStartByEvent, StepFunctionsRefused } from '../../src/executions/index.ts';
import { compileSchema } from '../../src/forms/index.ts';
import { createShiftableClock } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { groundOf, stepFunctionsOf } from './ground.ts';

const arn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:clean';
const schema = compileSchema({ type: 'object', required: ['volume'] });

function opened(refusal?: StepFunctionsRefused) {
  const calls: { name: string; input: string }[] = [];
  const stores = createMemoryStores();
  const stepFunctions = stepFunctionsOf({
    machines: () => Promise.resolve([{ arn, name: 'clean', type: 'STANDARD' }]),
    start: ({ name, input }) => {
      calls.push({ name, input });
      if (refusal) return Promise.reject(refusal);
      return Promise.resolve({ executionArn: `${arn}:${name}`, again: false });
    },
  });
  const workflows = new Map(
    'input' in schema
      ? [['strict', { name: 'strict', machine: 'clean', channels: [], input: schema.input }]]
      : [],
  );
  const ground = groundOf(
    { stepFunctions, workflows: () => workflows },
    { stores, clock: createShiftableClock({ frozenAt: 1 }) },
  );
  return { start: createStartByEvent(ground), calls, stores };
}

describe('starting by an event', () => {
  it("starts the same event once, by its name, in nobody's name", async () => {
    const { start, calls, stores } = opened();
    const wish = { machine: 'clean', input: { a: 1 }, requestId: 'e-1' };
    const first = await start(wish);
    expect(first).toMatchObject({ kind: 'started' });
    expect(await start(wish)).toEqual(first);
    await start({ ...wish, requestId: 'e-2' });
    const [one, again, other] = calls.map(({ name }) => name);
    expect(one).toBe(again);
    expect(other).not.toBe(one);
    expect(calls[0]?.input).toBe('{"a":1}');
    expect('executionArn' in first && (await stores.starts.startOf(first.executionArn))).toBeUndefined();
  });

  it('refuses in words what is no state machine of ours, and what does not fit its schema', async () => {
    const { start, calls } = opened();
    expect(await start({ machine: 'claen', input: {}, requestId: 'e' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('Did you mean "clean"?'),
    });
    expect(await start({ machine: 'strict', input: {}, requestId: 'e' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('does not fit its schema'),
    });
    expect(await start({ machine: 'clean', input: 'x'.repeat(262_144), requestId: 'e' })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining('larger than the 256 KiB'),
    });
    expect(calls).toEqual([]);
  });

  it('says what AWS refuses for good, and throws what another try may mend', async () => {
    const wish = { machine: 'clean', input: {}, requestId: 'e' };
    const denied = new StepFunctionsRefused('AccessDeniedException', 'AWS denies it.', false);
    expect(await opened(denied).start(wish)).toEqual({ kind: 'refused', sentence: 'AWS denies it.' });
    const busy = new StepFunctionsRefused('ThrottlingException', 'AWS is busy.', true);
    await expect(opened(busy).start(wish)).rejects.toBe(busy);
  });
});
