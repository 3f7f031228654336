import { changedAt, stillRuns, type Follow, type FollowStore } from '../../executions/index.ts';

/** Keeps records as text, as a database does: what comes out shares nothing with what went in. */
export function createMemoryFollowStore(): FollowStore {
  const records = new Map<string, string>();
  const all = () => [...records.values()].map(followIn);
  return {
    write(follow) {
      const stored = records.get(follow.executionArn);
      const revision = stored === undefined ? 0 : followIn(stored).revision;
      if (revision !== follow.revision - 1) return Promise.resolve('stale');
      records.set(follow.executionArn, JSON.stringify(follow));
      return Promise.resolve('written');
    },
    get(executionArn) {
      const stored = records.get(executionArn);
      return Promise.resolve(stored === undefined ? undefined : followIn(stored));
    },
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter(({ due }) => due !== undefined && due.at <= now)
          .sort((a, b) => (a.due?.at ?? 0) - (b.due?.at ?? 0))
          .slice(0, limit),
      ),
    running: (limit) =>
      Promise.resolve(
        all()
          .filter(stillRuns)
          .sort((a, b) => changedAt(a) - changedAt(b))
          .slice(0, limit),
      ),
  };
}

function followIn(text: string): Follow {
  return JSON.parse(text) as Follow;
}
