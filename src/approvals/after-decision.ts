import type { Approval, Approved, Decision, Pending } from './approval.ts';
import { changed, type Audited } from './changed.ts';
import { withDue } from './due.ts';
import type { Happening } from './happening.ts';
import { levelBegins } from './level-begins.ts';
import { quorumReached } from './quorum.ts';
import type { Change } from './store.ts';
import { withTelling } from './telling.ts';

type Decided = Extract<Happening, { kind: 'decided' }>;

/**
 * One verdict more. The last of a person in a level is the one that counts; whoever lost the right meanwhile is no
 * longer counted. Undefined where the record is at another level by now: the verdict was about something else.
 */
export function decided(approval: Pending, happening: Decided, now: number): Change | undefined {
  const { decision, decisionId, need, lost = [] } = happening;
  if (decision.level !== approval.level) return undefined;
  const ofLevel = (one: Decision) => one.level === approval.level;
  const withdrawn = approval.decisions.filter((one) => ofLevel(one) && lost.includes(one.approver));
  const counted = approval.decisions.filter(
    (one) => !ofLevel(one) || (one.approver !== decision.approver && !lost.includes(one.approver)),
  );
  const decisions = [...counted, decision];
  const audit: readonly Audited[] = [
    ...withdrawn.map(({ approver }) => ({
      what: 'approval-withdrawn' as const,
      who: approver,
      detail: { level: approval.level, because: 'this person may not decide any more' },
    })),
    auditOf(decision, decisionId, approval),
    ...(decision.breakGlass === true ? [brokenGlass(decision)] : []),
  ];
  const closing = { decisions, closedAt: now, decisionId };
  const due = withDue(withDue([], 'return', now), 'show', now);
  if (decision.verdict === 'reject') {
    return changed(approval, { ...closed(approval), ...closing, due, status: 'rejected' }, now, ...audit);
  }
  const next = agreed({ ...approval, decisions }, { need, closing: { ...closing, due } }, now);
  return changed(approval, toldOfGlass(next, decision, now), now, ...audit);
}

/** Open for more at this level, open at the next, or approved. */
function agreed(
  approval: Pending,
  options: { need: number; closing: Pick<Approved, 'closedAt' | 'decisionId' | 'due'> },
  now: number,
): Approval {
  if (!quorumReached(options.need, approval.level, approval.decisions))
    return { ...approval, due: withDue(approval.due, 'show', now) };
  if (approval.level + 1 < approval.gate.levels.length) return nextLevel(approval, now);
  return { ...closed(approval), ...options.closing, status: 'approved' };
}

/** Everybody is told of a request that its own requester approved. */
function toldOfGlass(approval: Approval, decision: Decision, now: number): Approval {
  if (decision.breakGlass !== true) return approval;
  const { approver, reason, level } = decision;
  const key = `break-glass-${String(level)}-${approver}`;
  const said = { kind: 'break-glass' as const, key, by: approver, ...(reason !== undefined && { reason }) };
  return withTelling(approval, now, said);
}

function brokenGlass({ approver, reason, level }: Decision): Audited {
  return {
    what: 'break-glass',
    who: approver,
    detail: { level, ...(reason !== undefined && { reason }) },
  };
}

/** What is no longer told to anybody once it is closed. */
function closed(approval: Pending): Pending {
  return approval.tellings ? { ...approval, tellings: [] } : approval;
}

function nextLevel(approval: Pending, now: number): Pending {
  const level = approval.level + 1;
  const next = { ...approval, level, due: withDue(approval.due, 'show', now) };
  return withTelling(levelBegins(next, now), now, { kind: 'level', key: `level-${String(level)}`, level });
}

function auditOf(decision: Decision, decisionId: string, { decisions }: Approval): Audited {
  const before = decisions.find(
    (one) => one.level === decision.level && one.approver === decision.approver,
  )?.verdict;
  return {
    what: 'decided',
    who: decision.approver,
    detail: {
      decisionId,
      verdict: decision.verdict,
      level: decision.level,
      basedOn: decision.basedOn,
      ...(before !== undefined && { before }),
      ...(decision.reason !== undefined && { reason: decision.reason }),
      ...(decision.identity && { identity: decision.identity }),
    },
  };
}
