import type { WebClient } from '@slack/web-api';
import { namedNow, type Approval, type CardRef, type Telling } from '../approvals/index.ts';
import type { Announcer, TellOutcome } from '../delivery/index.ts';
import { assertNever, fillTemplate } from '../platform/index.ts';
import type { Addressees } from './addressees.ts';
import { announcement } from './announcement.ts';
import { passing, refusalIn, troubleOf } from './errors.ts';
import { saidInThread } from './said-in-thread.ts';
import { foreign } from './text.ts';

const eventType = 'signalbox_announcement';

/** Replies in the threads of cards. */
export function createAnnouncer(needs: { client: WebClient; addressees: Addressees }): Announcer {
  const { client, addressees } = needs;

  const direct = async (approval: Approval, to: string, { channel, ts }: CardRef): Promise<TellOutcome> => {
    const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts });
    const title = foreign(fillTemplate(approval.gate.title, approval.ask.input), 300);
    const text = `You are asked to decide: <${permalink}|${title}>`;
    await client.chat.postMessage({ channel: to, text, unfurl_links: false, unfurl_media: false });
    return { kind: 'told' };
  };

  const reply = async (approval: Approval, telling: Telling, card: CardRef): Promise<TellOutcome> => {
    if (await saidInThread(client, card, { approval_id: approval.id, key: telling.key }))
      return { kind: 'told' };
    const names = telling.kind === 'escalation' ? [telling.to] : namedNow(approval);
    const mentions = telling.kind === 'break-glass' ? [] : await addressees.mentions(approval, names);
    const { text, broadcast } = announcement(approval, telling, mentions);
    const message = {
      channel: card.channel,
      thread_ts: card.ts,
      text,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: eventType, event_payload: { approval_id: approval.id, key: telling.key } },
    };
    await client.chat.postMessage(broadcast ? { ...message, reply_broadcast: true } : message);
    return { kind: 'told' };
  };

  const one = async (approval: Approval, telling: Telling, card: CardRef): Promise<TellOutcome> => {
    switch (telling.kind) {
      case 'direct': {
        const people = await addressees.people(approval, namedNow(approval));
        const tellings = people.map((to) => ({
          kind: 'direct-to' as const,
          key: `${telling.key}-${to}`,
          to,
        }));
        return { kind: 'comes-down-to', tellings };
      }
      case 'direct-to':
        return direct(approval, telling.to, card);
      case 'level':
      case 'reminder':
      case 'escalation':
      case 'break-glass':
        return reply(approval, telling, card);
      default:
        return assertNever(telling);
    }
  };

  return {
    async tell(approval, telling, card) {
      try {
        return await one(approval, telling, card);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind !== 'refused') return passing(trouble);
        return { kind: 'refused', because: `Slack refused it (${refusalIn(trouble)})` };
      }
    },
  };
}
