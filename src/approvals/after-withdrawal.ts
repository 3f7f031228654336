import type { Pending } from './approval.ts';
import { changed } from './changed.ts';
import { withDue } from './due.ts';
import type { Happening } from './happening.ts';
import type { Change } from './store.ts';

/** The requester wants it no more: nobody decides, and the waiting workflow is told so. */
export function withdrawn(
  approval: Pending,
  { who, decisionId }: Extract<Happening, { kind: 'withdrawn' }>,
  now: number,
): Change {
  const because = 'The requester withdrew it.';
  return changed(
    approval,
    {
      ...approval,
      status: 'cancelled',
      because,
      withdrawn: { by: who, decisionId },
      closedAt: now,
      tellings: [],
      due: withDue(withDue([], 'return', now), 'show', now),
    },
    now,
    { what: 'cancelled', who, detail: { because, decisionId } },
  );
}
