import type { Pending } from './approval.ts';
import { withDue, withoutDue } from './due.ts';
import type { Escalation, Gate } from './gate.ts';
import { withTelling } from './telling.ts';

/** A level is asked from now on: its reminders and escalations are counted from here. */
export function levelBegins(approval: Pending, now: number): Pending {
  const { gate, level } = approval;
  const [first] = escalationsOf(gate);
  let due = withoutDue(approval.due, 'remind', 'escalate');
  if (gate.remind) due = withDue(due, 'remind', now + gate.remind.afterSeconds * 1000);
  if (first) due = withDue(due, 'escalate', now + first.afterSeconds * 1000);
  const next = { ...approval, due, levelSince: now, reminded: 0 };
  if (gate.notify !== 'dm') return next;
  return withTelling(next, now, { kind: 'direct', key: `direct-${String(level)}`, level });
}

/** In the order in which they come. */
export function escalationsOf(gate: Gate): readonly Escalation[] {
  return [...gate.escalate].sort((a, b) => a.afterSeconds - b.afterSeconds);
}
