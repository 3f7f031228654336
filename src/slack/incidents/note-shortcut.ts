import type { App, MessageShortcut } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Directory } from '../../access/index.ts';
import { isJsonObject, messageOf, parseJson, type Logger } from '../../platform/index.ts';
import { acked } from '../acked.ts';
import type { PrivateWords } from '../private-words.ts';
import { incidentEventType } from './card.ts';
import type { Pressing } from './pressing.ts';

const noIncident =
  'This message stands in no thread of an incident. Use it on a reply below an incident’s card.';
const noWords = 'This message has no words for the timeline: share what it shows in a sentence.';

/** "Add to the incident" on a reply: what it says becomes a line of the timeline. */
export function listenForNotes(
  app: App,
  needs: { pressing: Pressing; directory: Directory; tell: PrivateWords; log: Logger },
): void {
  const { pressing, directory, tell, log } = needs;
  app.shortcut(
    { type: 'message_action', callback_id: 'add_to_incident' },
    async ({ ack, shortcut, client }) => {
      await acked(log, ack);
      const { user, channel, message } = shortcut;
      const to = { user: user.id, channel: channel.id };
      const root = threadOf(shortcut);
      const incidentId = await incidentAt(client, channel.id, root, log);
      const text = readable(message.text ?? '');
      if (incidentId === undefined || text === '') {
        await tell(to, incidentId === undefined ? noIncident : noWords);
        return;
      }
      const by = message.user === undefined || message.user === user.id ? undefined : message.user;
      const name = by === undefined ? '' : `${await nameOf(directory, by)} wrote: `;
      await pressing(
        {
          incidentId,
          who: user.id,
          wish: { kind: 'note', text: `${name}${text}` },
          on: { channel: channel.id, ts: root },
        },
        to,
      );
    },
  );
}

function threadOf({ message, message_ts: ts }: MessageShortcut): string {
  const root: unknown = message['thread_ts'];
  return typeof root === 'string' ? root : ts;
}

/** The incident that the first message of a thread shows; whether it is truly its card is asked of the record. */
async function incidentAt(
  client: WebClient,
  channel: string,
  ts: string,
  log: Logger,
): Promise<string | undefined> {
  try {
    const thread = await client.conversations.replies({ channel, ts, limit: 1, include_all_metadata: true });
    const metadata = parseJson(JSON.stringify(thread.messages?.[0]?.metadata ?? null));
    if (!isJsonObject(metadata) || metadata['event_type'] !== incidentEventType) return undefined;
    const payload = metadata['event_payload'];
    const id = isJsonObject(payload) ? payload['incident_id'] : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch (error) {
    log.warn({ because: messageOf(error), channel }, 'thread not read');
    return undefined;
  }
}

/** As people read it: links by their words, and what Slack escaped as it was typed. */
function readable(text: string): string {
  return text
    .replaceAll(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<([^>|]*)(?:\|[^>]*)?>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

async function nameOf(directory: Directory, id: string): Promise<string> {
  try {
    return (await directory.person(id)).name;
  } catch {
    return id;
  }
}
