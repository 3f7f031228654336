/**
 * What a record says must still be made true. One of each kind at most; each is safe to repeat.
 * - verify: prove the execution behind the ask, learn the deadline
 * - show: make the card equal to the record
 * - return: give the task token back
 * - expire: look whether the deadline has passed
 * - remind, escalate: nobody decided for as long as the gate says
 * - heartbeat: tell Step Functions that somebody is still there
 * - tell: say what people are to be told beside the card
 * - reject: send the ask's message to the dead-letter queue
 */
export type DueKind =
  'verify' | 'show' | 'return' | 'expire' | 'remind' | 'escalate' | 'heartbeat' | 'tell' | 'reject';

export interface Due {
  readonly kind: DueKind;
  /** When to make it true, ms. */
  readonly at: number;
  /** How often it was tried in vain. */
  readonly attempt: number;
}

/** Adds or replaces: a kind stands once. */
export function withDue(due: readonly Due[], kind: DueKind, at: number, attempt = 0): readonly Due[] {
  return [...due.filter((entry) => entry.kind !== kind), { kind, at, attempt }];
}

export function withoutDue(due: readonly Due[], ...kinds: readonly DueKind[]): readonly Due[] {
  return due.filter((entry) => !kinds.includes(entry.kind));
}

/** The earliest moment at which something is due; undefined when all is true. */
export function nextDueAt(due: readonly Due[]): number | undefined {
  return due.length === 0 ? undefined : Math.min(...due.map((entry) => entry.at));
}
