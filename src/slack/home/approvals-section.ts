import { packed } from '../reply.ts';
import { waitingLines, type LinkTo, type Waiting, type WaitingFor } from '../waiting.ts';
import type { Where } from '../where.ts';
import type { HomeSection } from './section.ts';

/** Approvals shown at most. */
const limits = { mine: 25, others: 10 };

export const approvalsSection = (
  waitingFor: WaitingFor,
  linkTo: LinkTo,
  where: Where,
): HomeSection<Waiting> => ({
  title: 'Approvals',
  read: (who) => waitingFor(who, limits),
  blocks: (waiting) => packed(waitingLines(waiting, linkTo, where)).blocks,
});
