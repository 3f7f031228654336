import {
  incidentMayBeForgotten,
  isOpen,
  nextIncidentDueAt,
  openOrder,
  tallyOf,
  type Incident,
  type IncidentId,
  type IncidentLine,
  type IncidentStore,
} from '../../incidents/index.ts';

/** Keeps records as text, as a database does: what comes out shares nothing with what went in. */
export function createMemoryIncidentStore(): IncidentStore {
  const records = new Map<IncidentId, string>();
  const rounds = new Map<string, number>();
  const audit: string[] = [];
  const all = () => [...records.values()].map(incidentIn);
  const dueAt = (incident: Incident) => nextIncidentDueAt(incident) ?? Infinity;
  const oldestFirst = (a: Incident, b: Incident) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
  return {
    write({ incident, entries }) {
      const stored = records.get(incident.id);
      const revision = stored === undefined ? 0 : incidentIn(stored).revision;
      if (revision !== incident.revision - 1) return Promise.resolve('stale');
      records.set(incident.id, JSON.stringify(incident));
      rounds.set(incident.key, Math.max(incident.round, rounds.get(incident.key) ?? 0));
      audit.push(...entries.map((entry) => JSON.stringify(entry)));
      return Promise.resolve('written');
    },
    get(id) {
      const stored = records.get(id);
      return Promise.resolve(stored === undefined ? undefined : incidentIn(stored));
    },
    latest: (key) =>
      Promise.resolve(
        all()
          .filter((incident) => incident.key === key)
          .sort((a, b) => b.round - a.round)[0],
      ),
    lastRound: (key) => Promise.resolve(rounds.get(key) ?? 0),
    due: (now, limit) =>
      Promise.resolve(
        all()
          .filter((incident) => dueAt(incident) <= now)
          .sort((a, b) => dueAt(a) - dueAt(b))
          .slice(0, limit),
      ),
    open: (limit) =>
      Promise.resolve(
        all()
          .filter(isOpen)
          .sort((a, b) => openOrder(a) - openOrder(b))
          .slice(0, limit),
      ),
    async *between(from, to) {
      await Promise.resolve();
      yield* all()
        .filter(({ openedAt }) => openedAt >= from && openedAt < to)
        .sort(oldestFirst);
    },
    tally: (surge) =>
      Promise.resolve(
        tallyOf(
          all()
            .filter(({ card }) => card.inSurge === surge)
            .sort((a, b) => oldestFirst(b, a))
            .map(({ id, plan, severity, first, openedAt }) => ({
              ...{ id, severity, openedAt },
              route: plan.route,
              title: first.title,
            })),
        ),
      ),
    async *audit(id) {
      await Promise.resolve();
      for (const line of audit) {
        const entry = JSON.parse(line) as IncidentLine;
        if (id === undefined || entry.incidentId === id) yield entry;
      }
    },
    forgetResolved(before) {
      const old = all().filter((incident) => incidentMayBeForgotten(incident, before));
      for (const { id } of old) records.delete(id);
      return Promise.resolve(old.length);
    },
  };
}

function incidentIn(text: string): Incident {
  return JSON.parse(text) as Incident;
}
