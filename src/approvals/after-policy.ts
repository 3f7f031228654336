import { canonicalJson } from '../platform/index.ts';
import type { Pending, PolicyToday } from './approval.ts';
import { changed } from './changed.ts';
import { withDue } from './due.ts';
import type { Change } from './store.ts';

/** Another policy than before, as far as it bears on this ask; undefined where it does not. */
export function policyChanged(approval: Pending, today: PolicyToday, now: number): Change | undefined {
  const before: PolicyToday = approval.today ?? {
    gone: false,
    need: approval.gate.levels.map(({ need }) => need),
  };
  const asShown = ({ gone, need }: PolicyToday) => canonicalJson({ gone, need: [...need] });
  if (asShown(before) === asShown(today)) return undefined;
  const next = { ...approval, today, due: withDue(approval.due, 'show', now) };
  const detail = { gone: today.gone, need: [...today.need] };
  return changed(approval, next, now, { what: 'policy-changed', detail });
}
