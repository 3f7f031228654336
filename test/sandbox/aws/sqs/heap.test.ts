import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHeap } from '../../../../src/sandbox/aws/sqs/heap.ts';

interface Ranked {
  readonly rank: number;
  readonly order: number;
}
const before = (a: Ranked, b: Ranked) => a.rank < b.rank || (a.rank === b.rank && a.order < b.order);

describe('a heap', () => {
  it('gives by rank what is left after any adds and removes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ rank: fc.nat(20), taken: fc.boolean() }), { maxLength: 200 }),
        (entries) => {
          const items = entries.map(({ rank }, order) => ({ rank, order }));
          const heap = createHeap(before);
          for (const item of items) heap.add(item);
          const left = items.filter((_, at) => entries[at]?.taken !== true);
          for (const item of items) if (!left.includes(item)) expect(heap.remove(item)).toBe(true);
          const out: Ranked[] = [];
          for (let first = heap.first(); first; first = heap.first()) {
            out.push(first);
            heap.remove(first);
          }
          expect(out).toEqual([...left].sort((a, b) => a.rank - b.rank || a.order - b.order));
        },
      ),
    );
  });

  it('says where it does not have what is to go', () => {
    const heap = createHeap(before);
    const item = { rank: 1, order: 1 };
    heap.add(item);
    expect(heap.remove({ rank: 1, order: 1 })).toBe(false);
    heap.clear();
    expect(heap.size).toBe(0);
    expect(heap.remove(item)).toBe(false);
  });
});
