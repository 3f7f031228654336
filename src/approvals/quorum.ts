import type { Decision } from './approval.ts';

/** Whether enough different people approved in this level. */
export function quorumReached(need: number, level: number, decisions: readonly Decision[]): boolean {
  const approvers = new Set(
    decisions
      .filter((decision) => decision.level === level && decision.verdict === 'approve')
      .map((decision) => decision.approver),
  );
  return approvers.size >= need;
}
