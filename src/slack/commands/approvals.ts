import { packed } from '../reply.ts';
import { waitingLines, type LinkTo, type WaitingFor } from '../waiting.ts';
import type { Where } from '../where.ts';
import type { Command } from './command.ts';

/** Approvals shown at most, of each kind. */
const shown = 20;

export const approvalsCommand = (waitingFor: WaitingFor, linkTo: LinkTo, where: Where): Command => ({
  word: 'approvals',
  usage: '`/workflow approvals` · what waits for a decision',
  answer: async ({ who }) =>
    packed(waitingLines(await waitingFor(who, { mine: shown, others: shown }), linkTo, where)),
});
