import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/platform/index.ts';
import { analyse } from '../../src/states-language/index.ts';
import { callback, run, seeded } from './run.ts';

/** A workflow of nested branches and loops; every state's name is its place. */
type Shape =
  | { readonly kind: 'pass' | 'task' | 'wait' }
  | { readonly kind: 'parallel' | 'map'; readonly inner: readonly Shape[] };

const shapes: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('pass' as const, 'task' as const, 'wait' as const) }),
    fc.record({
      kind: fc.constantFrom('parallel' as const, 'map' as const),
      inner: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).shape;

function scopeOf(list: readonly Shape[], at: string, language: string): JsonObject {
  const names = list.map((_, index) => `${at}${String(index)}`);
  return {
    StartAt: names[0] ?? '',
    States: Object.fromEntries(
      list.map((shape, index): [string, JsonObject] => {
        const next = names[index + 1];
        const going: JsonObject = next === undefined ? { End: true } : { Next: next };
        return [names[index] ?? '', { ...stateOf(shape, `${names[index] ?? ''}.`, language), ...going }];
      }),
    ),
  };
}

function stateOf(shape: Shape, at: string, language: string): JsonObject {
  const retry = [{ ErrorEquals: ['E'], MaxAttempts: 1, JitterStrategy: 'FULL' }];
  switch (shape.kind) {
    case 'pass':
      return language === 'JSONata' ? { Type: 'Pass', Output: '{% $states.input %}' } : { Type: 'Pass' };
    case 'task':
      return { Type: 'Task', Resource: callback, Retry: retry };
    case 'wait':
      return { Type: 'Wait', Seconds: 3 };
    case 'parallel':
      return {
        Type: 'Parallel',
        Branches: shape.inner.map((inner, index) => scopeOf([inner], `${at}${String(index)}-`, language)),
      };
    case 'map':
      return language === 'JSONata'
        ? { Type: 'Map', Items: [1, 2], ItemProcessor: scopeOf(shape.inner, at, language) }
        : { Type: 'Map', ItemsPath: '$$.Execution.Input', ItemProcessor: scopeOf(shape.inner, at, language) };
  }
}

/** Runs to the end; the answers are drawn from `choices`, in the order in which tasks were asked for. */
async function play(definition: JsonObject, choices: readonly number[]) {
  const ran = run(definition, [1, 2], { random: seeded() });
  for (let turn = 0; turn < 300 && !ran.outcome(); turn += 1) {
    await ran.settled();
    const open = ran.tasks.filter(({ taskId }) => ran.execution.isOpen(taskId));
    const choice = choices[turn % choices.length] ?? 0;
    const task = open[choice % Math.max(open.length, 1)];
    if (task && choice % 7 === 6) ran.execution.taskFailed(task.taskId, { error: 'E' });
    else if (task) ran.execution.taskSucceeded(task.taskId, [choice]);
    else await ran.clock.advance(1_000);
  }
  await ran.settled();
  return ran;
}

const scripts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 20 });
const workflows = fc.tuple(
  fc.array(shapes, { minLength: 1, maxLength: 3 }),
  fc.constantFrom('JSONPath', 'JSONata'),
);

describe('any workflow', () => {
  it('has the same history for the same answers and the same chance', async () => {
    await fc.assert(
      fc.asyncProperty(workflows, scripts, async ([list, language], choices) => {
        const definition = { QueryLanguage: language, ...scopeOf(list, 's', language) };
        expect(analyse(definition).diagnostics).toEqual([]);
        const [first, second] = [await play(definition, choices), await play(definition, choices)];
        expect(second.events).toEqual(first.events);
        expect(second.outcome()).toEqual(first.outcome());
      }),
      { numRuns: 40 },
    );
  });

  it('ends once, numbers its events one by one, points only backwards, and leaves no state twice', async () => {
    await fc.assert(
      fc.asyncProperty(workflows, scripts, async ([list, language], choices) => {
        const ran = await play({ QueryLanguage: language, ...scopeOf(list, 's', language) }, choices);
        expect(ran.outcomes).toHaveLength(1);
        ran.events.forEach(({ id, previousEventId }, index) => {
          expect(id).toBe(index + 1);
          expect(previousEventId).toBeLessThan(id);
        });
        const count = (pattern: RegExp) => ran.events.filter(({ type }) => pattern.test(type)).length;
        expect(count(/StateExited$/)).toBeLessThanOrEqual(count(/StateEntered$/));
        expect(count(/^Execution(Succeeded|Failed)$/)).toBe(1);
        const tasks = ran.tasks.map(({ taskId }) => taskId);
        expect(new Set(tasks).size).toBe(tasks.length);
        expect(tasks.some((taskId) => ran.execution.isOpen(taskId))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('that failed succeeds after redrives, and does no finished work again', async () => {
    await fc.assert(
      fc.asyncProperty(workflows, scripts, async ([list, language], choices) => {
        const ran = await play({ QueryLanguage: language, ...scopeOf(list, 's', language) }, choices);
        const exits = () => ran.events.filter(({ type }) => type === 'TaskStateExited').length;
        const entries = () => ran.events.filter(({ type }) => type === 'TaskStateEntered').length;
        for (let life = 0; life < 20 && ran.outcome()?.status === 'FAILED'; life += 1) {
          expect(ran.execution.redrive()).toBe(true);
          const lives = ran.outcomes.length;
          for (let turn = 0; turn < 300 && ran.outcomes.length === lives; turn += 1) {
            await ran.settled();
            const task = ran.tasks.find(({ taskId }) => ran.execution.isOpen(taskId));
            if (task) ran.execution.taskSucceeded(task.taskId, [1] as JsonValue);
            else await ran.clock.advance(1_000);
          }
        }
        expect(ran.outcome()?.status).toBe('SUCCEEDED');
        // Every task state that was entered was left, once.
        expect(exits()).toBe(entries());
      }),
      { numRuns: 40 },
    );
  });
});
