import type { WebClient } from '@slack/web-api';
import type { ScheduleTeller } from '../delivery/index.ts';
import type { Outcome, Schedule } from '../executions/index.ts';
import { digestOf } from '../platform/index.ts';
import type { Posting, View } from './posting.ts';
import { scheduleSentence } from './schedule-sentence.ts';

const eventType = 'signalbox_schedule';

/** Messages about schedules: in their channel, else to whoever added them. */
export function createScheduleTeller(needs: { client: WebClient; posting: Posting }): ScheduleTeller {
  return {
    async tell(schedule, outcome) {
      const { id, name, channel, addedBy } = schedule;
      const view = viewOf(schedule, outcome);
      const nowhere = { kind: 'lost' as const, because: `schedule ${name} names no channel` };
      const told =
        channel === undefined
          ? nowhere
          : await needs.posting(view, {
              channel,
              since: outcome.at,
              open: false,
              // Few of these are posted, so each is looked for first.
              mayBePosted: true,
              namedBy: `schedule ${name}`,
            });
      if (told.kind !== 'lost' || addedBy === undefined) return told;
      try {
        const { text, blocks } = view;
        await needs.client.chat.postMessage({ channel: addedBy, text, blocks: [...blocks] });
        return { kind: 'shown', ref: { channel: addedBy, ts: id }, digest: view.digest, adopted: false };
      } catch {
        return told;
      }
    },
  };
}

function viewOf(schedule: Schedule, outcome: Outcome): View {
  const text = scheduleSentence(schedule, outcome);
  return {
    text,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
    metadata: {
      event_type: eventType,
      event_payload: { schedule: schedule.id, turn: `${outcome.kind} ${String(outcome.at)}` },
    },
    digest: digestOf(text),
  };
}
