import type { WebClient } from '@slack/web-api';
import { taskPlaceOf, type Approval } from '../approvals/index.ts';
import type { BatchCards, Cards, FollowCards } from '../delivery/index.ts';
import type { Clock } from '../platform/index.ts';
import { renderBatch } from './batch-card.ts';
import { renderCard } from './card.ts';
import type { Mentions } from './mentions.ts';
import { renderFollow } from './follow-card.ts';
import { replyOfFailure } from './follow-reply.ts';
import type { Posting } from './posting.ts';
import type { Where } from './where.ts';

/** The cards of approvals. */
export function createCards(needs: {
  client: WebClient;
  posting: Posting;
  mentions: Mentions;
  where: Where;
  clock: Clock;
}): Cards {
  /** Where the newer ask stands; a link that cannot be had is left out. */
  const linkToNewer = async ({ askedAgain }: Approval): Promise<string | undefined> => {
    if (!askedAgain?.card) return undefined;
    const { channel, ts } = askedAgain.card;
    const found = await needs.client.chat
      .getPermalink({ channel, message_ts: ts })
      .catch(() => ({ permalink: undefined }));
    return found.permalink;
  };
  return {
    async show(approval, { mayBePosted }) {
      const newerLink = await linkToNewer(approval);
      const where = needs.where(taskPlaceOf(approval));
      const around = {
        ...(newerLink !== undefined && { newerLink }),
        ...(where !== undefined && { where }),
        ...(approval.status === 'pending' && {
          mentions: await needs.mentions(approval),
          now: needs.clock.now(),
        }),
      };
      return needs.posting(renderCard(approval, around), {
        ...approval.card,
        channel: approval.gate.channel,
        since: approval.ask.askedAt,
        open: approval.status === 'pending',
        mayBePosted,
        ...(approval.inHand?.show !== undefined && { inHandUntil: approval.inHand.show }),
        namedBy: `gate ${approval.gate.name}`,
      });
    },
  };
}

/** The cards of followed executions. */
export function createFollowCards(needs: {
  client: WebClient;
  posting: Posting;
  where: Where;
  clock: Clock;
}): FollowCards {
  return {
    show: (follow, { mayBePosted }) =>
      needs.posting(renderFollow(follow, needs.clock.now(), needs.where), {
        ...follow.card,
        channel: follow.channel,
        since: follow.firstSeenAt,
        open: false,
        mayBePosted,
        namedBy: 'its route',
      }),
    tell: (follow, options) => replyOfFailure(needs.client, follow, options),
  };
}

/** The digest cards of batches. */
export function createBatchCards({
  posting,
  mentions,
  where,
}: {
  posting: Posting;
  mentions: Mentions;
  where: Where;
}): BatchCards {
  return {
    async show(batch, members, { mayBePosted }) {
      const waiting = members.find(({ status }) => status === 'pending');
      const named = waiting && (await mentions(waiting));
      return posting(renderBatch(batch, members, named, where), {
        ...batch.card,
        channel: batch.channel,
        since: batch.since,
        open: waiting !== undefined,
        mayBePosted,
        ...(batch.inHandUntil !== undefined && { inHandUntil: batch.inHandUntil }),
        namedBy: `gate ${batch.gate}`,
      });
    },
  };
}
