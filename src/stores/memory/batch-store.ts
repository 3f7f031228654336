import type { Batch, BatchStore } from '../../approvals/index.ts';

export function createMemoryBatchStore(): BatchStore {
  const records = new Map<string, string>();
  const all = () => [...records.values()].map(batchIn);
  const dueOf = ({ due }: Batch) => due?.at ?? Infinity;
  return {
    write(batch) {
      const stored = records.get(batch.id);
      const revision = stored === undefined ? 0 : batchIn(stored).revision;
      if (revision !== batch.revision - 1) return Promise.resolve('stale');
      records.set(batch.id, JSON.stringify(batch));
      return Promise.resolve('written');
    },
    get(id) {
      const stored = records.get(id);
      return Promise.resolve(stored === undefined ? undefined : batchIn(stored));
    },
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter((batch) => dueOf(batch) <= now)
          .sort((a, b) => dueOf(a) - dueOf(b))
          .slice(0, limit),
      ),
  };
}

function batchIn(text: string): Batch {
  return JSON.parse(text) as Batch;
}
