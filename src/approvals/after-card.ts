import type { Approval } from './approval.ts';
import { outOfHand } from './after-beginning.ts';
import { changed } from './changed.ts';
import { nextCountdownAt } from './countdown.ts';
import { withDue, withoutDue, type Due } from './due.ts';
import type { Happening } from './happening.ts';
import type { Change } from './store.ts';

export function cardShown(
  approval: Approval,
  { ref, digest, revision, adopted }: Extract<Happening, { kind: 'card-shown' }>,
  now: number,
): Change {
  const due = shownUpTo(approval, revision, now);
  const next = { ...outOfHand(approval, 'show'), card: { ref, digest }, due };
  if (approval.card.ref?.ts === ref.ts) return changed(approval, next, now);
  const detail = { channel: ref.channel, ts: ref.ts, adopted };
  return changed(approval, next, now, { what: 'card-posted', detail });
}

export function cardCurrent(approval: Approval, revision: number, now: number): Change | undefined {
  const due = shownUpTo(approval, revision, now);
  return due === approval.due ? undefined : changed(approval, { ...approval, due }, now);
}

/** Audited once a reason; what follows from it is tried again slowly, because a person can mend it. */
export function cardLost(
  approval: Approval,
  { because, until }: Extract<Happening, { kind: 'card-lost' }>,
  now: number,
): Change {
  const attempt = (approval.due.find(({ kind }) => kind === 'show')?.attempt ?? 0) + 1;
  const due =
    until === undefined ? withoutDue(approval.due, 'show') : withDue(approval.due, 'show', until, attempt);
  const next = { ...outOfHand(approval, 'show'), due, card: { ...approval.card, lost: because } };
  if (approval.card.lost === because) return changed(approval, next, now);
  return changed(approval, next, now, { what: 'card-lost', detail: { because } });
}

/** One thing less to tell; audited, because it was said in the record's name. */
export function told(
  approval: Approval,
  { key, because, then = [] }: Extract<Happening, { kind: 'told' }>,
  now: number,
): Change | undefined {
  const tellings = [...(approval.tellings ?? []).filter((one) => one.key !== key), ...then];
  const due = tellings.length === 0 ? withoutDue(approval.due, 'tell') : withDue(approval.due, 'tell', now);
  const next = { ...outOfHand(approval, 'tell'), tellings, due };
  const detail = { key, ...(because !== undefined && { because }) };
  return changed(approval, next, now, { what: because === undefined ? 'told' : 'not-told', detail });
}

/**
 * What is due after showing `revision`: one that changed meanwhile is shown again, though another process showed the
 * change already: which of both Slack drew last, nobody knows. An open one is shown again as its time runs out.
 */
function shownUpTo(approval: Approval, revision: number, now: number): readonly Due[] {
  if (approval.revision > revision) {
    const isDue = approval.due.some(({ kind, at }) => kind === 'show' && at <= now);
    return isDue ? approval.due : withDue(approval.due, 'show', now);
  }
  const countdownAt = nextCountdownAt(approval, now);
  return countdownAt === undefined
    ? withoutDue(approval.due, 'show')
    : withDue(approval.due, 'show', countdownAt);
}
