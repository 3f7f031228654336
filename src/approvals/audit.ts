import {
  emptyChain,
  linked,
  linkFault,
  type ChainHead,
  type JsonObject,
  type Link,
} from '../platform/index.ts';

/** One line of the audit: what happened to a record, by whom. Chained per approval by its hash. */
export interface AuditEntry extends Link {
  readonly approvalId: string;
  readonly at: number;
  readonly what: AuditedEvent;
  /** Slack user id, where a person did it. */
  readonly who?: string;
  readonly detail: JsonObject;
}

export type AuditedEvent =
  | 'asked'
  | 'verified'
  | 'unverified'
  | 'reason-asked'
  | 'decided'
  | 'refused'
  | 'expired'
  | 'cancelled'
  | 'token-returned'
  | 'token-too-late'
  | 'token-failed'
  | 'card-posted'
  | 'card-lost'
  | 'dead-lettered'
  | 'asked-again'
  /** Somebody's approval no longer counts: the right behind it was lost before the quorum. */
  | 'approval-withdrawn'
  /** The requester approved their own request: for later review. */
  | 'break-glass'
  | 'escalated'
  /** signalbox.yaml changed since the ask, in what concerns it. */
  | 'policy-changed'
  | 'told'
  | 'not-told';

export type AuditHead = ChainHead;

export const emptyAudit = emptyChain;

/** The next line of a chain. */
export function nextEntry(
  approvalId: string,
  head: AuditHead,
  event: { at: number; what: AuditedEvent; who?: string; detail?: JsonObject },
): AuditEntry {
  return linked(head, {
    approvalId,
    at: event.at,
    what: event.what,
    ...(event.who !== undefined && { who: event.who }),
    detail: event.detail ?? {},
  });
}

/** Says where a chain is broken; undefined where it is whole. */
export function brokenLink(entries: readonly AuditEntry[]): AuditEntry | undefined {
  let head = emptyAudit;
  for (const entry of entries) {
    if (linkFault(head, entry) !== undefined) return entry;
    head = { sequence: entry.sequence, hash: entry.hash };
  }
  return undefined;
}
