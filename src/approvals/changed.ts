import type { JsonObject } from '../platform/index.ts';
import type { Approval } from './approval.ts';
import { nextEntry, type AuditedEvent, type AuditEntry } from './audit.ts';
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
  return { approval: { ...next, revision: before.revision + 1, audit: head }, entries };
}
