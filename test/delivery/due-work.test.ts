import { describe, expect, it } from '@jest/globals';
import { createDueWork, type DueSource } from '../../src/delivery/index.ts';
import { createScheduler, createShiftableClock, silentLogger } from '../../src/platform/index.ts';

/** Due work of some records in a store that can be broken: each try tells somebody outside, and then writes. */
function workOf(ids: readonly string[]) {
  const clock = createShiftableClock({ frozenAt: 1_000 });
  const told: string[] = [];
  const open = new Set(ids);
  const stage = { storeBroken: false, unreadable: false, poisoned: new Set<string>(), looks: 0 };
  const source: DueSource = {
    name: 'records',
    due: () => (stage.unreadable ? Promise.reject(new Error('disk I/O error')) : Promise.resolve([...open])),
    async step(id) {
      if (!open.has(id)) return false;
      told.push(id);
      await Promise.resolve();
      if (stage.storeBroken || stage.poisoned.has(id)) throw new Error('not written');
      open.delete(id);
      return true;
    },
  };
  const work = createDueWork(source, {
    storeWorks: () => {
      stage.looks += 1;
      return Promise.resolve(!stage.storeBroken && !stage.unreadable);
    },
    clock,
    scheduler: createScheduler(silentLogger()),
    log: silentLogger(),
  });
  const seconds = async (howMany: number) => {
    for (let second = 0; second < howMany; second += 1) {
      await clock.advance(1_000);
      await work.sweep().catch(() => undefined);
    }
  };
  return { told, open, stage, work, seconds };
}

const many = Array.from({ length: 100 }, (_, n) => `record-${String(n)}`);

describe('due work while the store fails', () => {
  it('is not done outside again and again: what is under way meets the trouble, the rest waits', async () => {
    const { told, stage, seconds } = workOf(many);
    stage.storeBroken = true;
    await seconds(600);
    expect(told.length).toBeLessThanOrEqual(8);
    expect(stage.looks).toBeGreaterThan(500);
  });

  it('goes on by itself once the store works, with everything', async () => {
    const { open, stage, seconds } = workOf(many);
    stage.storeBroken = true;
    await seconds(60);
    expect(open.size).toBe(100);
    stage.storeBroken = false;
    await seconds(5);
    expect(open.size).toBe(0);
  });

  it('asks the store for nothing but a look where it cannot even be read', async () => {
    const { open, stage, seconds } = workOf(['one']);
    stage.unreadable = true;
    await seconds(10);
    expect(stage.looks).toBe(9);
    stage.unreadable = false;
    await seconds(1);
    expect(open.size).toBe(0);
  });
});

describe('due work that a process before left behind', () => {
  it('is begun at the start, which does not wait for it: who presses a button is not kept', async () => {
    const clock = createShiftableClock({ frozenAt: 1_000 });
    const begun: string[] = [];
    let slackAnswers: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (slackAnswers = resolve));
    const scheduler = createScheduler(silentLogger());
    const work = createDueWork(
      {
        name: 'records',
        due: () => Promise.resolve(['left behind']),
        async step(id) {
          begun.push(id);
          await slow;
          return false;
        },
      },
      {
        storeWorks: () => Promise.resolve(true),
        clock,
        scheduler,
        log: silentLogger(),
      },
    );
    await work.start();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual(['left behind']);
    slackAnswers();
    await scheduler.stop();
    await work.stop();
  });
});

describe('due work of a record that fails alone', () => {
  it('holds up no other, and comes again more and more seldom', async () => {
    const { told, open, stage, seconds } = workOf(['poisoned', ...many]);
    stage.poisoned.add('poisoned');
    await seconds(20);
    expect([...open]).toEqual(['poisoned']);
    await seconds(580);
    const tries = told.filter((id) => id === 'poisoned').length;
    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(80);
    stage.poisoned.clear();
    await seconds(60);
    expect(open.size).toBe(0);
  });

  it('is tried at once when something woke it', async () => {
    const { open, stage, work, seconds } = workOf(['one']);
    stage.poisoned.add('one');
    await seconds(30);
    stage.poisoned.clear();
    work.wake('one');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(open.size).toBe(0);
  });
});
