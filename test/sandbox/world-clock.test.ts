import { describe, expect, it } from '@jest/globals';
import { createWorldClock } from '../../src/sandbox/world-clock.ts';

describe('the sandbox’s clock', () => {
  it('goes back to real time, and says so in its offset', async () => {
    const clock = createWorldClock();
    const before = clock.now();
    await clock.advance(3_600_000);
    expect(clock.offsetMs).toBe(3_600_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    clock.restart();
    expect(clock.offsetMs).toBe(0);
    expect(clock.now() - before).toBeLessThan(3_600_000);
  });

  it('keeps for timers that are still wanted the delay they had left', async () => {
    const clock = createWorldClock();
    const rang: string[] = [];
    clock.after(10_000, () => void rang.push('late'));
    clock.after(5_000, () => void rang.push('cancelled')).cancel();
    await clock.advance(4_000);
    clock.restart();
    await clock.advance(5_900);
    expect(rang).toEqual([]);
    await clock.advance(200);
    expect(rang).toEqual(['late']);
  });

  it('lets a timer that was moved be cancelled', async () => {
    const clock = createWorldClock();
    const rang: string[] = [];
    const timer = clock.after(1_000, () => void rang.push('moved'));
    clock.restart();
    timer.cancel();
    await clock.advance(2_000);
    expect(rang).toEqual([]);
  });
});
