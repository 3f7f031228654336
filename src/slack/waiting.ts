import type { Access } from '../access/index.ts';
import { taskPlaceOf, type Approval, type Approvals, type CardRef } from '../approvals/index.ts';
import { fillTemplate } from '../platform/index.ts';
import { andMore, foreign, moment } from './text.ts';
import type { Where } from './where.ts';

interface Listed {
  readonly approvals: readonly Approval[];
  readonly inAll: number;
}

/** What waits for a decision, as one person may see it. */
export interface Waiting {
  readonly mine: Listed;
  /** Absent for somebody who may see only their own. */
  readonly others?: Listed;
}

/** The address of a message; undefined while it is not known. */
export type LinkTo = (card: CardRef) => string | undefined;

/** All that wait for those whom a rule allows `approvals`; for everybody else those that they can decide. */
export type WaitingFor = (who: string, limits: { mine: number; others: number }) => Promise<Waiting>;

export function createWaiting(needs: {
  approvals: Pick<Approvals, 'pending'>;
  access: Pick<Access, 'may'>;
}): WaitingFor {
  const { approvals, access } = needs;
  return async (who, limits) => {
    const mine = await approvals.pending({ limit: limits.mine, forPerson: who });
    const verdict = await access.may(who, 'approvals', '*');
    if (!verdict.allowed) return { mine };
    // As many more as may be the person's own.
    const all = await approvals.pending({ limit: limits.others + mine.inAll });
    const ids = new Set(mine.approvals.map(({ id }) => id));
    const others = all.approvals.filter(({ id }) => !ids.has(id)).slice(0, limits.others);
    return { mine, others: { approvals: others, inAll: Math.max(0, all.inAll - mine.inAll) } };
  };
}

/** Lines of mrkdwn: what waits for this person first, then the rest. Pure. */
export function waitingLines({ mine, others }: Waiting, linkTo: LinkTo, where: Where): readonly string[] {
  if (mine.inAll === 0 && others?.inAll === 0) return ['Nothing waits for a decision.'];
  return [
    ...(mine.inAll === 0
      ? ['Nothing waits for your decision.']
      : [`*${String(mine.inAll)} waiting for you*`, ...listed(mine, linkTo, where)]),
    ...(others === undefined || others.inAll === 0
      ? []
      : [`*${String(others.inAll)} waiting for others*`, ...listed(others, linkTo, where)]),
  ];
}

function listed({ approvals, inAll }: Listed, linkTo: LinkTo, where: Where): readonly string[] {
  return [
    ...approvals.map((approval) => waitingLine(approval, linkTo, where)),
    ...andMore(approvals.length, inAll),
  ];
}

function waitingLine(approval: Approval, linkTo: LinkTo, where: Where): string {
  const { gate, ask, card, expiresAt } = approval;
  const there = where(taskPlaceOf(approval));
  const at = there === undefined ? '' : ` · ${foreign(there, 120)}`;
  const until = typeof expiresAt === 'number' ? ` · until ${moment(expiresAt)}` : '';
  const title = foreign(fillTemplate(gate.title, ask.input).replace(/\s+/g, ' '), 200);
  const link = card.ref && linkTo(card.ref);
  const named = link === undefined ? title : `<${link}|${title}>`;
  return `• ${named} · #${foreign(gate.channel, 80)}${at}${until}`;
}
