import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApprovalStore, Batch, BatchStore } from '../../src/approvals/index.ts';
import { asked, monday } from './records.ts';
import type { Opened } from './opened.ts';

/** Nothing of it is due any more. */
const settled: Batch = {
  id: 'settled',
  gate: 'promotion',
  channel: 'releases',
  since: monday,
  revision: 1,
  card: {},
  told: [],
};

export function batched(id: string, more: Partial<Batch> = {}): Batch {
  return { ...settled, id, due: { at: monday + 1_000, attempt: 0 }, ...more };
}

/** What every implementation of BatchStore is held to, and of the approvals in a batch. */
export function describeBatchStore(
  technology: string,
  open: () => Opened<{ batches: BatchStore; approvals: ApprovalStore }>,
): void {
  describe(`batches in ${technology}`, () => {
    let store: BatchStore;
    let approvals: ApprovalStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ batches: store, approvals, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    const inBatch = async (token: string, batch: string, askedAt = monday) => {
      const change = await asked(token, askedAt);
      return { ...change, approval: { ...change.approval, batch } };
    };

    it('gives back what was written, to the last field', async () => {
      const one = batched('one', { card: { ref: { channel: 'C', ts: '1.2' }, digest: 'd' }, told: ['x'] });
      expect(await store.write(one)).toBe('written');
      expect(await store.get('one')).toEqual(one);
      expect(await store.get('other')).toBeUndefined();
    });

    it('lets one of two first writers win, and one of two that saw the same revision', async () => {
      expect(await store.write(batched('one'))).toBe('written');
      expect(await store.write(batched('one', { gate: 'other' }))).toBe('stale');
      expect(await store.write(batched('one', { revision: 2, gate: 'second' }))).toBe('written');
      expect(await store.write(batched('one', { revision: 2, gate: 'third' }))).toBe('stale');
      expect(await store.get('one')).toMatchObject({ revision: 2, gate: 'second' });
    });

    it('lists what is due, earliest first, and nothing that is settled', async () => {
      await store.write(batched('second', { due: { at: monday + 2_000, attempt: 0 } }));
      await store.write(batched('first'));
      await store.write(settled);
      expect(ids(await store.due(monday + 2_000, 10))).toEqual(['first', 'second']);
      expect(ids(await store.due(monday + 1_000, 10))).toEqual(['first']);
    });

    it('gives the approvals of a batch, oldest ask first, as they are now', async () => {
      const late = await inBatch('late', 'one', monday + 5);
      const early = await inBatch('early', 'one');
      for (const change of [late, early, await inBatch('other', 'two'), await asked('alone')])
        expect(await approvals.insert(change)).toBe('inserted');
      const shown = { ...early.approval, revision: 2, level: 1 };
      await approvals.replace({ approval: shown, entries: [] });
      expect(await approvals.ofBatch('one')).toEqual([shown, late.approval]);
      expect(await approvals.ofBatch('none')).toEqual([]);
    });

    it('keeps an approval in the batch that it was first recorded in', async () => {
      const first = await inBatch('again', 'one');
      await approvals.insert(first);
      const again = await inBatch('again', 'two');
      expect(await approvals.insert(again)).toBe('exists');
      expect(ids(await approvals.ofBatch('one'))).toEqual([first.approval.id]);
      expect(await approvals.ofBatch('two')).toEqual([]);
    });
  });
}
