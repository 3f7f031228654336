import type { Surge, SurgeId, SurgeStore } from '../../incidents/index.ts';

/** Keeps records as text, as a database does: what comes out shares nothing with what went in. */
export function createMemorySurgeStore(): SurgeStore {
  const records = new Map<SurgeId, string>();
  return {
    write(surge) {
      const stored = records.get(surge.id);
      const revision = stored === undefined ? 0 : surgeIn(stored).revision;
      if (revision !== surge.revision - 1) return Promise.resolve('stale');
      records.set(surge.id, JSON.stringify(surge));
      return Promise.resolve('written');
    },
    get(id) {
      const stored = records.get(id);
      return Promise.resolve(stored === undefined ? undefined : surgeIn(stored));
    },
    due: (now, limit) =>
      Promise.resolve(
        [...records.values()]
          .map(surgeIn)
          .filter(({ due }) => due !== undefined && due.at <= now)
          .sort((a, b) => (a.due?.at ?? 0) - (b.due?.at ?? 0))
          .slice(0, limit),
      ),
  };
}

function surgeIn(text: string): Surge {
  return JSON.parse(text) as Surge;
}
