import type { WebClient } from '@slack/web-api';
import type { Approval, CardRef } from '../approvals/index.ts';
import type { Cards, ShowOutcome } from '../delivery/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { cardEventType, renderCard, type Card } from './card.ts';
import type { Channels } from './channels.ts';
import { troubleOf } from './errors.ts';

/** Messages looked through for a card that an earlier try may have posted. */
const lookThrough = 200;

/** Puts cards into Slack: posts once, edits in place, adopts what an earlier process posted. */
export function createCards(needs: { client: WebClient; channels: Channels }): Cards {
  const { client, channels } = needs;

  const post = async (approval: Approval, card: Card, mayBePosted: boolean): Promise<ShowOutcome> => {
    const channel = await channels.idOf(approval.gate.channel);
    if (channel === undefined) return lost(approval, 'channel_not_found');
    const adopted = mayBePosted ? await findPosted(channel, approval) : undefined;
    if (adopted) return update(approval, adopted, card, true);
    const posted = await client.chat.postMessage({
      channel,
      ...bodyOf(card),
      unfurl_links: false,
      unfurl_media: false,
    });
    if (posted.ts === undefined || posted.channel === undefined)
      return { kind: 'passing', because: 'Slack gave no ts' };
    return {
      kind: 'shown',
      ref: { channel: posted.channel, ts: posted.ts },
      digest: card.digest,
      adopted: false,
    };
  };

  const update = async (
    approval: Approval,
    ref: CardRef,
    card: Card,
    adopted: boolean,
  ): Promise<ShowOutcome> => {
    try {
      await client.chat.update({ channel: ref.channel, ts: ref.ts, ...bodyOf(card) });
      return { kind: 'shown', ref, digest: card.digest, adopted };
    } catch (error) {
      const trouble = troubleOf(error);
      // Somebody deleted the card. While it is open people still need one.
      const gone = trouble.kind === 'refused' && trouble.code === 'message_not_found';
      if (gone && approval.status === 'pending') return post(approval, card, false);
      throw error;
    }
  };

  /** Our own message whose metadata names this approval. */
  const findPosted = async (channel: string, approval: Approval): Promise<CardRef | undefined> => {
    const history = await client.conversations.history({
      channel,
      oldest: String(Math.floor(approval.ask.askedAt / 1000) - 60),
      limit: lookThrough,
      include_all_metadata: true,
    });
    const found = history.messages?.find(({ metadata }) => {
      const payload = parseJson(JSON.stringify(metadata?.event_payload ?? null));
      return (
        metadata?.event_type === cardEventType &&
        isJsonObject(payload) &&
        payload['approval_id'] === approval.id
      );
    });
    return found?.ts === undefined ? undefined : { channel, ts: found.ts };
  };

  return {
    async show(approval, { mayBePosted }) {
      const card = renderCard(approval);
      if (approval.card.ref && approval.card.digest === card.digest) return { kind: 'unchanged' };
      try {
        if (approval.card.ref) return await update(approval, approval.card.ref, card, false);
        return await post(approval, card, mayBePosted);
      } catch (error) {
        const trouble = troubleOf(error);
        switch (trouble.kind) {
          case 'rate-limited':
            return {
              kind: 'passing',
              because: 'Slack asked to slow down',
              retryAfterSeconds: trouble.retryAfterSeconds,
            };
          case 'unanswered':
            return { kind: 'passing', because: trouble.because };
          case 'refused':
            return lost(approval, trouble.code);
        }
      }
    },
  };
}

function bodyOf(card: Card) {
  return { text: card.text, blocks: [...card.blocks], metadata: card.metadata };
}

/** In words what a person must mend; the record stays, and the command line can still decide. */
function lost(approval: Approval, code: string): ShowOutcome {
  const channel = `#${approval.gate.channel.replace(/^#/, '')}`;
  const because: Readonly<Record<string, string>> = {
    channel_not_found: `there is no channel ${channel} that Signalbox can see; mend \`channel\` of gate ${approval.gate.name}`,
    not_in_channel: `Signalbox is not in ${channel}; invite it`,
    is_archived: `${channel} is archived; name another channel for gate ${approval.gate.name}`,
    message_not_found: 'somebody deleted the card',
  };
  return { kind: 'lost', because: because[code] ?? `Slack refused the card (${code})` };
}
