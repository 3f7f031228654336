import type { Approval, Pending, Provenance } from './approval.ts';
import { changed } from './changed.ts';
import { withDue, type DueKind } from './due.ts';
import type { Happening } from './happening.ts';
import type { Change } from './store.ts';

export function expired(approval: Pending, now: number, because: string): Change {
  return changed(
    approval,
    {
      ...approval,
      status: 'expired',
      provenance: settled(approval.provenance),
      closedAt: now,
      token: { kind: 'too-late', at: now, because },
      due: withDue([], 'show', now),
    },
    now,
    { what: 'expired', detail: { because } },
  );
}

/** The execution is over without our answer: a timeout is the deadline, anything else closes the card as cancelled. */
export function ended(approval: Pending, status: string, now: number): Change {
  const deadlinePassed = typeof approval.expiresAt === 'number' && approval.expiresAt <= now;
  if (status === 'TIMED_OUT' || deadlinePassed) {
    return expired(approval, now, 'The execution timed out before anybody decided.');
  }
  const because =
    status === 'ABORTED'
      ? 'The execution was aborted.'
      : `The execution ended elsewhere (${status}): nobody's decision was needed any more.`;
  return cancelled(approval, now, because);
}

export function cancelled(
  approval: Pending,
  now: number,
  because: string,
  alsoDue: readonly DueKind[] = [],
): Change {
  const due = alsoDue.reduce((list, kind) => withDue(list, kind, now), withDue([], 'show', now));
  const closing = { because, closedAt: now, token: { kind: 'too-late' as const, at: now, because }, due };
  const provenance = alsoDue.includes('reject') ? approval.provenance : settled(approval.provenance);
  return changed(approval, { ...approval, ...closing, provenance, status: 'cancelled' }, now, {
    what: 'cancelled',
    detail: { because },
  });
}

/** An ask that is still open when its state asks anew is dead: its token was the last try's. */
export function askedAgain(
  approval: Approval,
  { by, card }: Extract<Happening, { kind: 'asked-again' }>,
  now: number,
): Change | undefined {
  if (approval.askedAgain?.id === by) return undefined;
  const next: Approval = {
    ...approval,
    askedAgain: { id: by, ...(card && { card }) },
    due: withDue(approval.due, 'show', now),
  };
  if (next.status === 'pending') return cancelled(next, now, 'The workflow asked again.');
  return changed(approval, next, now, { what: 'asked-again', detail: { by } });
}

/** Nobody looks any more, and the message as it came is kept no longer. */
function settled(provenance: Provenance): Provenance {
  return provenance.kind === 'being-verified'
    ? { kind: 'unverified', because: 'it was over before its execution could be proven' }
    : provenance;
}
