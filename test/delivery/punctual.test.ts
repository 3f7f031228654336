import { describe, expect, it } from '@jest/globals';
import { createDueWork } from '../../src/delivery/index.ts';
import { punctual } from '../../src/delivery/punctual.ts';
import { createShiftableClock, silentLogger } from '../../src/platform/index.ts';

const start = 1_000_000;
const minute = 60_000;

/** Something that is due each minute, and says when it was done; the sweep of each second never comes. */
function open(step: (now: number) => void) {
  const clock = createShiftableClock({ frozenAt: start, onError: () => undefined });
  const log = silentLogger();
  const scheduler = { every: () => undefined, stop: () => Promise.resolve() };
  let next = start + minute;
  const source = {
    name: 'minutes',
    due: (now: number) => Promise.resolve(next <= now ? ['it'] : []),
    step: () => {
      if (next > clock.now()) return Promise.resolve(false);
      step(clock.now());
      next += minute;
      return Promise.resolve(true);
    },
  };
  const earliest = () => Promise.resolve(next);
  return {
    clock,
    work: punctual(
      createDueWork(source, { storeWorks: () => Promise.resolve(true), clock, scheduler, log }),
      { earliest, clock, log },
    ),
  };
}

describe('punctual work', () => {
  it('begins at each of its times, also of a clock that is moved past several', async () => {
    const done: number[] = [];
    const { clock, work } = open((now) => done.push(now));
    await work.start();
    await clock.advance(3 * minute + 1);
    expect(done).toEqual([start + minute, start + 2 * minute, start + 3 * minute]);
  });

  it('goes on after work that failed', async () => {
    const done: number[] = [];
    let fails = true;
    const { clock, work } = open((now) => {
      if (fails) {
        fails = false;
        throw new Error('the store is away');
      }
      done.push(now);
    });
    await work.start();
    await clock.advance(2 * minute + 1);
    expect(done).toEqual([start + minute + 1_000, start + 2 * minute]);
  });

  it('does nothing more once it was stopped', async () => {
    const done: number[] = [];
    const { clock, work } = open((now) => done.push(now));
    await work.start();
    await work.stop();
    await clock.advance(5 * minute);
    expect(done).toEqual([]);
  });
});
