import type { UserId } from '../access/index.ts';
import type { Approval } from './approval.ts';
import type { Gate } from './gate.ts';

/** Whom a gate names for the level that is asked now: those of the level, and those it was escalated to. */
export function namedNow(approval: Approval, gate: Gate = approval.gate): readonly string[] {
  const { level, escalated = [] } = approval;
  const more = escalated
    .filter((one) => one.level === level && gate.escalate.some(({ to }) => to === one.to))
    .map(({ to }) => to);
  return [...new Set([...(gate.levels[level]?.any ?? []), ...more])];
}

/** Named, and not needed now: they have decided, or may not decide this. No reply mentions them. */
export function notNeeded({ decisions, level, gate, requester }: Approval): ReadonlySet<UserId> {
  const repeats = gate.levels[level]?.repeat === true;
  const decided = decisions.filter((one) => one.level === level || !repeats).map(({ approver }) => approver);
  const own = requester.kind === 'recorded' && gate.selfApproval === 'never' ? [requester.id] : [];
  return new Set([...decided, ...own]);
}
