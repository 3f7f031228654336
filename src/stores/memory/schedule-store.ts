import { scheduleDueAt, type Schedule, type ScheduleStore } from '../../executions/index.ts';

/** Keeps records as text, as a database does: what comes out shares nothing with what went in. */
export function createMemoryScheduleStore(): ScheduleStore {
  const records = new Map<string, string>();
  const all = () => [...records.values()].map((text) => JSON.parse(text) as Schedule);
  const stored = (name: string) => all().find((schedule) => schedule.name === name);
  const dueOf = (schedule: Schedule) => scheduleDueAt(schedule) ?? Infinity;
  return {
    write(schedule) {
      const before = stored(schedule.name);
      const isNext = before
        ? before.id === schedule.id && before.revision === schedule.revision - 1
        : schedule.revision === 1;
      if (!isNext) return Promise.resolve('stale');
      records.set(schedule.name, JSON.stringify(schedule));
      return Promise.resolve('written');
    },
    get: (name) => Promise.resolve(stored(name)),
    list: () => Promise.resolve(all().sort((a, b) => (a.name < b.name ? -1 : 1))),
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter((schedule) => dueOf(schedule) <= now)
          .sort((a, b) => dueOf(a) - dueOf(b))
          .slice(0, limit),
      ),
    remove({ name, id, revision }) {
      const found = stored(name);
      const same = found?.id === id && found.revision === revision;
      return Promise.resolve(same && records.delete(name));
    },
  };
}
