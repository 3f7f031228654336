import type { Approval } from './approval.ts';

/** Closed before that time, with nothing left to do. */
export function mayBeForgotten(approval: Approval, closedBefore: number): boolean {
  return approval.status !== 'pending' && approval.closedAt < closedBefore && approval.due.length === 0;
}
