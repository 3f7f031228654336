import { describe, expect, it } from '@jest/globals';
import { createShiftableClock } from '../../src/platform/index.ts';

function open() {
  const told: unknown[] = [];
  const clock = createShiftableClock({ frozenAt: 0, onError: (error) => told.push(error) });
  return { clock, told };
}

describe('a shiftable clock', () => {
  it('goes on after a task that failed, and tells of it once', async () => {
    const { clock, told } = open();
    const done: number[] = [];
    const broken = new Error('broken');
    clock.after(10, () => {
      throw broken;
    });
    clock.after(20, () => Promise.reject(broken));
    clock.after(30, () => {
      done.push(clock.now());
    });
    await clock.advance(100);
    clock.after(10, () => {
      done.push(clock.now());
    });
    await clock.shiftTo(200);
    expect(done).toEqual([30, 110]);
    expect(told).toEqual([broken, broken]);
  });

  it('outlives a task that fails in real time', async () => {
    const told: unknown[] = [];
    const clock = createShiftableClock({ onError: (error) => told.push(error) });
    const second = new Promise<void>((resolve) => {
      clock.after(0, () => {
        throw new Error('broken');
      });
      clock.after(1, resolve);
    });
    await clock.advance(10);
    await second;
    expect(told).toHaveLength(1);
  });

  it('stops at each due timer, in order', async () => {
    const { clock } = open();
    const seen: string[] = [];
    clock.after(20, () => void seen.push(`b${String(clock.now())}`));
    const dropped = clock.after(15, () => void seen.push('dropped'));
    clock.after(10, () => {
      seen.push(`a${String(clock.now())}`);
      clock.after(5, () => void seen.push(`c${String(clock.now())}`));
    });
    dropped.cancel();
    await clock.advance(30);
    expect(seen).toEqual(['a10', 'c15', 'b20']);
  });
});
