import {
  isOpen,
  nextIncidentDueAt,
  openOrder,
  resolvedAt,
  tallyOf,
  type Incident,
  type IncidentLine,
  type IncidentStore,
  type Severity,
} from '../../incidents/index.ts';
import type { Bindable, Database, Row } from './database.ts';
import { inPages } from './in-pages.ts';
import { promised } from './promised.ts';

/** Records read at a time; they can be long. */
const page = 100;

export function createSqliteIncidentStore(database: Database): IncidentStore {
  const insert = database.prepare(
    `INSERT INTO incident (revision, opened_at, resolved_at, open_order, next_due_at, surge, route, severity, title, record, id, key, round)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const replace = database.prepare(
    `UPDATE incident SET revision = ?, opened_at = ?, resolved_at = ?, open_order = ?, next_due_at = ?, surge = ?, route = ?, severity = ?, title = ?, record = ?
     WHERE id = ? AND revision = ?`,
  );
  const append = database.prepare(
    'INSERT INTO incident_audit (incident_id, sequence, entry) VALUES (?, ?, ?)',
  );
  const byId = database.prepare('SELECT record FROM incident WHERE id = ?');
  const newest = database.prepare('SELECT record FROM incident WHERE key = ? ORDER BY round DESC LIMIT 1');
  const byDue = database.prepare(
    'SELECT record FROM incident WHERE next_due_at IS NOT NULL AND next_due_at <= ? ORDER BY next_due_at LIMIT ?',
  );
  const stillOpen = database.prepare(
    'SELECT record FROM incident WHERE open_order IS NOT NULL ORDER BY open_order LIMIT ?',
  );
  const opened = database.prepare(
    'SELECT id, opened_at, record FROM incident WHERE (opened_at, id) > (?, ?) AND opened_at < ? ORDER BY opened_at, id LIMIT ?',
  );
  const ofSurge = database.prepare(
    'SELECT id, route, severity, title, opened_at FROM incident WHERE surge = ? ORDER BY opened_at DESC, id',
  );
  const auditAfter = database.prepare(
    'SELECT number, entry FROM incident_audit WHERE number > ? ORDER BY number LIMIT ?',
  );
  const auditOf = database.prepare(
    'SELECT number, entry FROM incident_audit WHERE incident_id = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const lastRound = database.prepare(
    `SELECT max(round) AS last FROM (
       SELECT round FROM incident WHERE key = ?1 UNION ALL SELECT round FROM incident_forgotten WHERE key = ?1)`,
  );
  const rememberRounds = database.prepare(
    `INSERT INTO incident_forgotten (key, round)
     SELECT key, max(round) FROM incident WHERE resolved_at < ? AND next_due_at IS NULL GROUP BY key
     ON CONFLICT (key) DO UPDATE SET round = max(round, excluded.round)`,
  );
  const forget = database.prepare('DELETE FROM incident WHERE resolved_at < ? AND next_due_at IS NULL');

  return {
    write({ incident, entries }) {
      const { id, key, round, revision } = incident;
      return database.soon(() => {
        const { changes } =
          revision === 1
            ? insert.run(...columns(incident), id, key, round)
            : replace.run(...columns(incident), id, revision - 1);
        if (changes === 0) return 'stale';
        for (const entry of entries) append.run(id, entry.sequence, JSON.stringify(entry));
        return 'written';
      });
    },
    get: (id) => promised(() => incidentIn(byId.get(id))),
    latest: (key) => promised(() => incidentIn(newest.get(key))),
    lastRound: (key) => promised(() => Number(lastRound.get(key)?.['last'] ?? 0)),
    due: (now, limit) => promised(() => byDue.all(now, limit).flatMap((row) => incidentIn(row) ?? [])),
    open: (limit) => promised(() => stillOpen.all(limit).flatMap((row) => incidentIn(row) ?? [])),
    async *between(from, to) {
      let place: [number, string] = [from, ''];
      // The id that is smaller than any: what opened at `from` itself is meant too.
      for (;;) {
        const rows = opened.all(...place, Math.min(to, Number.MAX_SAFE_INTEGER), page);
        for (const row of rows) {
          place = [Number(row['opened_at']), String(row['id'])];
          const incident = incidentIn(row);
          if (incident) yield incident;
        }
        if (rows.length < page) return;
        // Lets other work of the process in between two pages.
        await Promise.resolve();
      }
    },
    tally: (surge) =>
      promised(() =>
        tallyOf(
          ofSurge.all(surge).map((row) => ({
            id: String(row['id']),
            route: String(row['route']),
            severity: String(row['severity']) as Severity,
            title: String(row['title']),
            openedAt: Number(row['opened_at']),
          })),
        ),
      ),
    async *audit(id) {
      const read = (last: number, limit: number) =>
        id === undefined ? auditAfter.all(last, limit) : auditOf.all(id, last, limit);
      for await (const entry of inPages(read)) yield JSON.parse(entry) as IncidentLine;
    },
    forgetResolved: (before) =>
      database.soon(() => {
        rememberRounds.run(before);
        return forget.run(before).changes;
      }),
  };
}

/** The columns beside the keys, in the order of both statements. */
function columns(incident: Incident): Bindable[] {
  return [
    incident.revision,
    incident.openedAt,
    resolvedAt(incident) ?? null,
    isOpen(incident) ? openOrder(incident) : null,
    nextIncidentDueAt(incident) ?? null,
    incident.card.inSurge ?? null,
    incident.plan.route,
    incident.severity,
    incident.first.title,
    JSON.stringify(incident),
  ];
}

function incidentIn(row: Row | undefined): Incident | undefined {
  return row && (JSON.parse(String(row['record'])) as Incident);
}
