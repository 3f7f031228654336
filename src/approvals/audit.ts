import { canonicalJson, digestOf, type JsonObject } from '../platform/index.ts';

/** One line of the audit: what happened to a record, by whom. Chained per approval by its hash. */
export interface AuditEntry {
  readonly approvalId: string;
  /** 1, 2, 3 ... per approval. */
  readonly sequence: number;
  readonly at: number;
  readonly what: AuditedEvent;
  /** Slack user id, where a person did it. */
  readonly who?: string;
  readonly detail: JsonObject;
  /** Hash of the line before, or 64 zeros. */
  readonly previous: string;
  /** SHA-256 of this line's canonical JSON without this field. */
  readonly hash: string;
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

export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export const emptyAudit: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** The next line of a chain. */
export function nextEntry(
  approvalId: string,
  head: AuditHead,
  event: { at: number; what: AuditedEvent; who?: string; detail?: JsonObject },
): AuditEntry {
  const line = {
    approvalId,
    sequence: head.sequence + 1,
    at: event.at,
    what: event.what,
    ...(event.who !== undefined && { who: event.who }),
    detail: event.detail ?? {},
    previous: head.hash,
  };
  return { ...line, hash: digestOf(canonicalJson(line)) };
}

/** Why `entry` is not the line after `head`; undefined where it is. Pure. */
export function linkFault(head: AuditHead, entry: AuditEntry): string | undefined {
  const { hash, ...line } = entry;
  if (hash !== digestOf(canonicalJson(line))) return 'its hash does not fit its words: it was changed';
  if (entry.sequence !== head.sequence + 1)
    return `it is line ${String(entry.sequence)} of its chain, where ${String(head.sequence + 1)} was expected: lines are missing, or out of order`;
  if (entry.previous !== head.hash) return 'it does not follow the line before it: that one was replaced';
  return undefined;
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
