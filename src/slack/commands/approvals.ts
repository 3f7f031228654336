import { packed, replyOf } from '../reply.ts';
import { foreign } from '../text.ts';
import { waitingLines, type LinkTo, type WaitingFor } from '../waiting.ts';
import type { Where } from '../where.ts';
import type { Command } from './command.ts';

/** Approvals shown at most, of each kind. */
const shown = 20;

export const approvalsCommand = (waitingFor: WaitingFor, linkTo: LinkTo, where: Where): Command => ({
  word: 'approvals',
  usage:
    '`/workflow approvals` · what waits for your decision, then what waits for others; `approvals mine` the first alone',
  async answer({ who, rest }) {
    const which = rest.trim().toLowerCase() || 'all';
    if (which !== 'all' && which !== 'mine')
      return replyOf(
        `Approvals are listed as \`/workflow approvals mine\` or \`/workflow approvals all\`, not by \`${foreign(rest.trim(), 100)}\`.`,
      );
    const waiting = await waitingFor(who, { mine: shown, others: which === 'mine' ? 0 : shown });
    return packed(waitingLines(which === 'mine' ? { mine: waiting.mine } : waiting, linkTo, where));
  },
});
