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
  /** Beside the text, what is looked through. */
  const records = new Map<IncidentId, { readonly text: string; readonly incident: Incident }>();
  const rounds = new Map<string, { readonly round: number; readonly id: IncidentId }>();
  const audit: string[] = [];
  const out = (id: IncidentId) => {
    const stored = records.get(id);
    return stored && incidentIn(stored.text);
  };
  const those = (fits: (incident: Incident) => boolean, order: (a: Incident, b: Incident) => number) =>
    [...records.values()]
      .map(({ incident }) => incident)
      .filter(fits)
      .sort(order);
  const given = (incidents: readonly Incident[]) => incidents.flatMap(({ id }) => out(id) ?? []);
  const dueAt = (incident: Incident) => nextIncidentDueAt(incident) ?? Infinity;
  const oldestFirst = (a: Incident, b: Incident) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
  return {
    write({ incident, entries }) {
      const { id, key, round } = incident;
      const revision = records.get(id)?.incident.revision ?? 0;
      if (revision !== incident.revision - 1) return Promise.resolve('stale');
      const text = JSON.stringify(incident);
      records.set(id, { text, incident: incidentIn(text) });
      if (round > (rounds.get(key)?.round ?? 0)) rounds.set(key, { round, id });
      audit.push(...entries.map((entry) => JSON.stringify(entry)));
      return Promise.resolve('written');
    },
    get: (id) => Promise.resolve(out(id)),
    latest(key) {
      const newest = rounds.get(key);
      return Promise.resolve(newest && out(newest.id));
    },
    lastRound: (key) => Promise.resolve(rounds.get(key)?.round ?? 0),
    due: (now, limit) =>
      Promise.resolve(
        given(
          those(
            (one) => dueAt(one) <= now,
            (a, b) => dueAt(a) - dueAt(b),
          ).slice(0, limit),
        ),
      ),
    open: (limit) =>
      Promise.resolve(given(those(isOpen, (a, b) => openOrder(a) - openOrder(b)).slice(0, limit))),
    async *between(from, to) {
      await Promise.resolve();
      yield* given(those(({ openedAt }) => openedAt >= from && openedAt < to, oldestFirst));
    },
    tally: (surge) =>
      Promise.resolve(
        tallyOf(
          those(
            ({ card }) => card.inSurge === surge,
            (a, b) => oldestFirst(b, a),
          ).map(({ id, plan, severity, first, openedAt }) => ({
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
      const old = those((one) => incidentMayBeForgotten(one, before), oldestFirst);
      for (const { id } of old) records.delete(id);
      return Promise.resolve(old.length);
    },
  };
}

function incidentIn(text: string): Incident {
  return JSON.parse(text) as Incident;
}
