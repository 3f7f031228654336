import type { UserId } from '../access/index.ts';
import { assertNever } from '../platform/index.ts';
import type { Approval } from './approval.ts';

/** What somebody is told who comes too late. @param who the person who is told */
export function closedSentence(approval: Approval, names: ReadonlyMap<UserId, string>, who: UserId): string {
  const last = approval.decisions.at(-1)?.approver;
  const by = last === undefined ? 'Somebody' : last === who ? 'You' : (names.get(last) ?? last);
  switch (approval.status) {
    case 'pending':
      return 'The record changed while you pressed; look at the card and press again.';
    case 'approved':
      return `${by} approved this already. Your press changed nothing.`;
    case 'rejected':
      return `${by} rejected this already. Your press changed nothing.`;
    case 'expired':
      return 'This expired before anybody decided: the workflow has stopped waiting. Start it again if it is still wanted.';
    case 'cancelled':
      return `This was cancelled: ${approval.because} Your press changed nothing.`;
    default:
      return assertNever(approval);
  }
}
