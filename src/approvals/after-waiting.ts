import type { Pending } from './approval.ts';
import { changed } from './changed.ts';
import { withDue, withoutDue } from './due.ts';
import { escalationsOf } from './level-begins.ts';
import type { Change } from './store.ts';
import { withTelling } from './telling.ts';

/** Nobody decided for a while: those who are needed are reminded, and again later as often as the gate says. */
export function reminded(approval: Pending, now: number): Change {
  const { gate, level } = approval;
  const number = (approval.reminded ?? 0) + 1;
  const due = withoutDue(approval.due, 'remind');
  if (!gate.remind) return changed(approval, { ...approval, due }, now);
  const { afterSeconds, doubling, atMost } = gate.remind;
  const againAt = now + afterSeconds * 1000 * (doubling ? 2 ** number : 1);
  const next = {
    ...approval,
    reminded: number,
    due: number < atMost ? withDue(due, 'remind', againAt) : due,
  };
  const key = `reminder-${String(level)}-${String(number)}`;
  return changed(approval, withTelling(next, now, { kind: 'reminder', key, level }), now);
}

/** Nobody decided for long: more people may decide this level, and hear of it. */
export function escalated(approval: Pending, now: number): Change {
  const { gate, level, levelSince = now } = approval;
  const due = withoutDue(approval.due, 'escalate');
  const earlier = approval.escalated ?? [];
  const done = earlier.filter((one) => one.level === level).length;
  const [step, later] = escalationsOf(gate).slice(done);
  if (!step) return changed(approval, { ...approval, due }, now);
  const shown = withDue(due, 'show', now);
  const next = {
    ...approval,
    escalated: [...earlier, { to: step.to, level, at: now }],
    due: later ? withDue(shown, 'escalate', Math.max(now, levelSince + later.afterSeconds * 1000)) : shown,
  };
  const key = `escalation-${String(level)}-${String(done + 1)}`;
  const said = withTelling(next, now, { kind: 'escalation', key, level, to: step.to });
  return changed(approval, said, now, { what: 'escalated', detail: { to: step.to, level } });
}

/** AWS heard that we are still there; a third of its patience leaves two more tries. */
export function heartbeatSent(approval: Pending, now: number): Change {
  const { heartbeatSeconds } = approval;
  const due =
    heartbeatSeconds === undefined
      ? withoutDue(approval.due, 'heartbeat')
      : withDue(approval.due, 'heartbeat', nextHeartbeatAt(heartbeatSeconds, now));
  return changed(approval, { ...approval, due }, now);
}

export function nextHeartbeatAt(heartbeatSeconds: number, now: number): number {
  return now + Math.floor((heartbeatSeconds * 1000) / 3);
}
