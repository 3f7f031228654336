import type { Approval } from './approval.ts';
import { changed } from './changed.ts';
import { withDue, type DueKind } from './due.ts';
import type { Happening } from './happening.ts';
import type { Change } from './store.ts';

/**
 * A process takes in hand what two must not do at once; undefined where another has, or it is no longer due. One that
 * another began and did not live to finish counts as tried in vain: perhaps it got through.
 */
export function begun(
  approval: Approval,
  { due, until }: Extract<Happening, { kind: 'begun' }>,
  now: number,
): Change | undefined {
  const entry = approval.due.find(({ kind }) => kind === due);
  const heldUntil = approval.inHand?.[due];
  if (!entry || entry.at > now || (heldUntil ?? 0) > now) return undefined;
  return changed(
    approval,
    {
      ...approval,
      inHand: { ...approval.inHand, [due]: until },
      due: heldUntil !== undefined ? withDue(approval.due, due, entry.at, entry.attempt + 1) : approval.due,
    },
    now,
  );
}

/** Whether another process began it since: what becomes of it is that one's to say. */
export function isAnothers(
  { inHand }: Approval,
  { due, held }: Extract<Happening, { kind: 'put-off' }>,
): boolean {
  return held !== undefined && inHand?.[due] !== held;
}

/** The record when this is done, or was tried: anybody may take it in hand again. */
export function outOfHand<A extends Approval>(approval: A, kind: DueKind): A {
  if (approval.inHand?.[kind] === undefined) return approval;
  const others = Object.entries(approval.inHand).filter(([name]) => name !== kind);
  return { ...approval, inHand: Object.fromEntries(others) };
}
