import type { JsonObject } from '../platform/index.ts';
import type { Approval } from './approval.ts';
import { nextEntry, type AuditedEvent, type AuditEntry } from './audit.ts';
import { withoutDue } from './due.ts';
import type { Change } from './store.ts';

/** What the audit says of a change. */
export interface Audited {
  readonly what: AuditedEvent;
  readonly who?: string;
  readonly detail?: JsonObject;
}

/** The next revision, with its audit lines where something is to be audited. */
export function changed(
  before: Approval,
  next: Approval,
  now: number,
  ...events: readonly Audited[]
): Change {
  const entries: AuditEntry[] = [];
  let head = before.audit;
  for (const event of events) {
    const entry = nextEntry(before.id, head, { at: now, ...event });
    head = { sequence: entry.sequence, hash: entry.hash };
    entries.push(entry);
  }
  // The card of its batch is shown in place of one of its own.
  const due = next.batch === undefined ? next.due : withoutDue(next.due, 'show');
  return { approval: { ...next, due, revision: before.revision + 1, audit: head }, entries };
}
