import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SeenEvents } from '../../src/events/index.ts';
import type { Opened } from './opened.ts';

/** What every implementation of SeenEvents is held to. */
export function describeSeenEvents(technology: string, open: () => Opened<{ seen: SeenEvents }>): void {
  describe(`seen events in ${technology}`, () => {
    let seen: SeenEvents;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ seen, close } = await open());
    });
    afterEach(async () => {
      await close();
    });

    it('knows what was added and nothing else', async () => {
      await seen.add(['a', 'b'], 1_000);
      expect([await seen.has('a'), await seen.has('b'), await seen.has('c')]).toEqual([true, true, false]);
    });

    it('forgets what is older than a moment, and says how many', async () => {
      await seen.add(['old'], 1_000);
      await seen.add(['young'], 2_000);
      expect(await seen.forget(2_000)).toBe(1);
      expect([await seen.has('old'), await seen.has('young')]).toEqual([false, true]);
    });

    it('keeps the first time of a key that is added again', async () => {
      await seen.add(['a'], 1_000);
      await seen.add(['a'], 5_000);
      expect(await seen.forget(2_000)).toBe(1);
    });
  });
}
