import type { WebClient } from '@slack/web-api';
import type { IncidentCards } from '../../delivery/index.ts';
import { passing, refusalIn, troubleOf } from '../errors.ts';
import { saidInThread } from '../said-in-thread.ts';
import type { Calls } from './calls.ts';
import { replyWords } from './timeline-words.ts';

const eventType = 'signalbox_incident_entry';

/** Writes an entry of the timeline into the card's thread: an edited card rings for nobody. Once; never throws. */
export function tellEntry(needs: { client: WebClient; calls: Calls }): IncidentCards['tell'] {
  const { client, calls } = needs;
  return async (incident, entry, { mayBeTold }) => {
    const { ref } = incident.card;
    if (!ref) return { kind: 'refused', because: 'there is no card' };
    const said = { incident_id: incident.id, key: entry.tell ?? `${entry.what}-${String(entry.at)}` };
    try {
      if (mayBeTold && (await saidInThread(client, ref, said))) return { kind: 'told' };
      const mention = entry.calls === undefined ? undefined : await calls(entry.calls);
      await client.chat.postMessage({
        channel: ref.channel,
        thread_ts: ref.ts,
        text: replyWords(incident, entry, mention),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: eventType, event_payload: said },
      });
      return { kind: 'told' };
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'refused') return passing(trouble);
      return { kind: 'refused', because: `Slack refused it (${refusalIn(trouble)})` };
    }
  };
}
