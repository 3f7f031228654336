import type { Button } from '@slack/types';
import type { Approval } from '../approvals/index.ts';

export const approveAction = 'approval.approve';
export const rejectAction = 'approval.reject';
export const withdrawAction = 'approval.withdraw';

/** The buttons of an open card: to decide, and for the requester to withdraw. Everybody sees them; rights are checked at the press. */
export function buttonsOf({ id, requester }: Approval, decidable: boolean): readonly Button[] {
  const decide: readonly Button[] = [
    {
      type: 'button',
      action_id: approveAction,
      style: 'primary',
      text: { type: 'plain_text', text: 'Approve' },
      value: id,
    },
    {
      type: 'button',
      action_id: rejectAction,
      style: 'danger',
      text: { type: 'plain_text', text: 'Reject' },
      value: id,
    },
  ];
  const withdraw: Button = {
    type: 'button',
    action_id: withdrawAction,
    text: { type: 'plain_text', text: 'Withdraw' },
    value: id,
    confirm: {
      title: { type: 'plain_text', text: 'Withdraw this?' },
      text: {
        type: 'plain_text',
        text: 'Nobody decides it any more, and the waiting task of the workflow fails with the error Cancelled. Only who asked for it can do this.',
      },
      confirm: { type: 'plain_text', text: 'Withdraw' },
      deny: { type: 'plain_text', text: 'Back' },
      style: 'danger',
    },
  };
  // Nobody can withdraw what nobody is known to have asked for.
  return [...(decidable ? decide : []), ...(requester.kind === 'unknown' ? [] : [withdraw])];
}
