import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Surge, SurgeStore } from '../../src/incidents/index.ts';
import { surgeBegins } from '../../src/incidents/after-surge.ts';
import { leavingOut } from '../../src/incidents/leaving-out.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

/** What every implementation of SurgeStore is held to. */
export function describeSurgeStore(technology: string, open: () => Opened<{ surges: SurgeStore }>): void {
  describe(`surges in ${technology}`, () => {
    let store: SurgeStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ surges: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const surge = (id: string, dueAt: number): Surge => ({
      ...surgeBegins(id, 'incidents', monday),
      called: [{ to: '@security', of: 'inc_1' }],
      due: { at: dueAt, attempt: 0 },
    });

    it('gives back what was written, to the last field', async () => {
      expect(await store.write(surge('srg_1', monday))).toBe('written');
      expect(await store.get('srg_1')).toEqual(surge('srg_1', monday));
      expect(await store.get('srg_none')).toBeUndefined();
    });

    it('lets one of two first writers win, and one of two that saw the same revision', async () => {
      const first = surge('srg_1', monday);
      expect(await store.write(first)).toBe('written');
      expect(await store.write(first)).toBe('stale');
      expect(await store.write({ ...first, revision: 2, total: 7 })).toBe('written');
      expect(await store.write({ ...first, revision: 2, total: 8 })).toBe('stale');
      expect(await store.get('srg_1')).toMatchObject({ revision: 2, total: 7 });
    });

    it('lists what is due, earliest first, and nothing that is not', async () => {
      await store.write(surge('later', monday + 5_000));
      await store.write(surge('second', monday + 2_000));
      await store.write(surge('first', monday + 1_000));
      const over = { ...surge('over', monday), over: true };
      await store.write(leavingOut(over, 'due'));
      expect((await store.due(monday + 2_000, 10)).map(({ id }) => id)).toEqual(['first', 'second']);
      expect((await store.due(monday + 2_000, 1)).map(({ id }) => id)).toEqual(['first']);
    });
  });
}
