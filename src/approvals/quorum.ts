import type { Decision } from './approval.ts';

/** Whether enough different people approved in this level; somebody on leave and their delegate are one voice. */
export function quorumReached(need: number, level: number, decisions: readonly Decision[]): boolean {
  const approvals = decisions.filter(
    (decision) => decision.level === level && decision.verdict === 'approve',
  );
  const people = new Set(approvals.map(({ approver }) => approver));
  const voices = new Set(approvals.map(({ approver, onBehalfOf }) => onBehalfOf ?? approver));
  return Math.min(people.size, voices.size) >= need;
}
