import type { Access } from '../../access/index.ts';
import { fillTemplate, type Approval, type Approvals } from '../../approvals/index.ts';
import { replyOf, type Reply } from '../reply.ts';
import { andMore, foreign, moment } from '../text.ts';
import type { Command } from './command.ts';

/** Approvals shown at most. */
const shown = 20;

interface Listed {
  readonly approvals: readonly Approval[];
  readonly inAll: number;
}

/** All that wait for those whom a rule allows `approvals`; for everybody else those that they can decide. */
export const approvalsCommand = (approvals: Approvals, access: Access): Command => ({
  word: 'approvals',
  usage: '`/workflow approvals` · what waits for a decision',
  async answer({ who }) {
    const mine = await approvals.pending({ limit: shown, forPerson: who });
    const verdict = await access.may(who, 'approvals', '*');
    return waitingReply(mine, verdict.allowed ? await approvals.pending({ limit: shown }) : undefined);
  },
});

/** What waits for this person first, then the rest. @param all absent for somebody who may see only their own */
function waitingReply(mine: Listed, all: Listed | undefined): Reply {
  const line = (approval: Approval) => {
    const until = typeof approval.expiresAt === 'number' ? ` · until ${moment(approval.expiresAt)}` : '';
    return `• ${foreign(fillTemplate(approval.gate.title, approval.ask.input), 200)} · #${foreign(approval.gate.channel, 80)}${until}`;
  };
  const own =
    mine.inAll === 0
      ? ['Nothing waits for your decision.']
      : [
          `*${String(mine.inAll)} waiting for you*`,
          ...mine.approvals.map(line),
          ...andMore(mine.approvals.length, mine.inAll),
        ];
  if (!all) return replyOf(...own);
  if (all.inAll === 0) return replyOf('Nothing waits for a decision.');
  const ids = new Set(mine.approvals.map(({ id }) => id));
  const others = all.approvals.filter(({ id }) => !ids.has(id));
  const inAll = all.inAll - mine.inAll;
  if (inAll <= 0) return replyOf(...own);
  return replyOf(
    ...own,
    `*${String(inAll)} waiting for others*`,
    ...others.map(line),
    ...andMore(others.length, inAll),
  );
}
