/** Applied in order, once each; `PRAGMA user_version` counts them. A shipped one is never edited. */
export const migrations: readonly string[] = [
  `CREATE TABLE approval (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     status TEXT NOT NULL,
     asked_at INTEGER NOT NULL,
     next_due_at INTEGER,
     execution_arn TEXT,
     token_digest TEXT NOT NULL UNIQUE,
     record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX approval_due ON approval (next_due_at) WHERE next_due_at IS NOT NULL;
   CREATE INDEX approval_pending ON approval (asked_at) WHERE status = 'pending';
   CREATE INDEX approval_execution ON approval (execution_arn) WHERE execution_arn IS NOT NULL;
   CREATE TABLE audit (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     approval_id TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     entry TEXT NOT NULL,
     UNIQUE (approval_id, sequence)
   ) STRICT;
   CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TABLE start (
     execution_arn TEXT PRIMARY KEY,
     started_by TEXT NOT NULL,
     at INTEGER NOT NULL,
     via TEXT NOT NULL
   ) STRICT;`,
  `CREATE TABLE follow (
     execution_arn TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     running INTEGER NOT NULL,
     changed_at INTEGER NOT NULL,
     next_due_at INTEGER,
     record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX follow_due ON follow (next_due_at) WHERE next_due_at IS NOT NULL;
   CREATE INDEX follow_running ON follow (changed_at) WHERE running = 1;
   CREATE TABLE seen_event (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX seen_event_at ON seen_event (at);`,
  `ALTER TABLE approval ADD COLUMN closed_at INTEGER
     GENERATED ALWAYS AS (json_extract(record, '$.closedAt')) VIRTUAL;
   CREATE INDEX approval_closed ON approval (closed_at) WHERE closed_at IS NOT NULL;
   CREATE TABLE lease (
     name TEXT PRIMARY KEY,
     owner TEXT NOT NULL,
     fence INTEGER NOT NULL,
     until INTEGER NOT NULL
   ) STRICT;`,
  `ALTER TABLE approval ADD COLUMN batch TEXT GENERATED ALWAYS AS (json_extract(record, '$.batch')) VIRTUAL;
   CREATE INDEX approval_batch ON approval (batch) WHERE batch IS NOT NULL;
   CREATE TABLE batch (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     next_due_at INTEGER,
     record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX batch_due ON batch (next_due_at) WHERE next_due_at IS NOT NULL;`,
  `CREATE TABLE schedule (
     name TEXT PRIMARY KEY,
     id TEXT NOT NULL GENERATED ALWAYS AS (json_extract(record, '$.id')) VIRTUAL,
     revision INTEGER NOT NULL,
     next_due_at INTEGER,
     record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX schedule_due ON schedule (next_due_at) WHERE next_due_at IS NOT NULL;`,
  `CREATE TABLE refusal (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     person TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     entry TEXT NOT NULL,
     UNIQUE (person, sequence)
   ) STRICT;
   CREATE TRIGGER refusal_is_never_changed BEFORE UPDATE ON refusal BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TRIGGER refusal_is_never_deleted BEFORE DELETE ON refusal BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;`,
  `CREATE TABLE incident (
     id TEXT PRIMARY KEY,
     key TEXT NOT NULL,
     round INTEGER NOT NULL,
     revision INTEGER NOT NULL,
     opened_at INTEGER NOT NULL,
     resolved_at INTEGER,
     open_order INTEGER,
     next_due_at INTEGER,
     surge TEXT,
     route TEXT NOT NULL,
     severity TEXT NOT NULL,
     title TEXT NOT NULL,
     record TEXT NOT NULL,
     UNIQUE (key, round)
   ) STRICT;
   CREATE INDEX incident_opened ON incident (opened_at);
   CREATE INDEX incident_resolved ON incident (resolved_at) WHERE resolved_at IS NOT NULL;
   CREATE INDEX incident_open ON incident (open_order) WHERE open_order IS NOT NULL;
   CREATE INDEX incident_due ON incident (next_due_at) WHERE next_due_at IS NOT NULL;
   CREATE INDEX incident_surge ON incident (surge, opened_at) WHERE surge IS NOT NULL;
   CREATE TABLE incident_forgotten (key TEXT PRIMARY KEY, round INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE incident_audit (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     incident_id TEXT NOT NULL,
     sequence INTEGER NOT NULL,
     entry TEXT NOT NULL,
     UNIQUE (incident_id, sequence)
   ) STRICT;
   CREATE TRIGGER incident_audit_is_never_changed BEFORE UPDATE ON incident_audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TRIGGER incident_audit_is_never_deleted BEFORE DELETE ON incident_audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
   CREATE TABLE surge (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     next_due_at INTEGER,
     record TEXT NOT NULL
   ) STRICT;
   CREATE INDEX surge_due ON surge (next_due_at) WHERE next_due_at IS NOT NULL;`,
];
