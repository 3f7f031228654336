import type { WebClient } from '@slack/web-api';
import type { ScheduleTeller } from '../delivery/index.ts';
import type { Outcome, Schedule } from '../executions/index.ts';
import { assertNever, digestOf } from '../platform/index.ts';
import type { Posting, View } from './posting.ts';
import { foreign, moment, person } from './text.ts';

const eventType = 'signalbox_schedule';

/** What a schedule did not start, and what to do. Pure. */
export function scheduleSentence(schedule: Schedule, outcome: Outcome): string {
  const name = `*${foreign(schedule.name, 80)}*`;
  const machine = foreign(schedule.machine, 80);
  const startNow = `Start it now with \`/workflow start ${machine}\``;
  const at = moment(outcome.at);
  switch (outcome.kind) {
    case 'started':
      return `▶️ ${name} started *${machine}* at ${at}`;
    case 'missed': {
      const more =
        outcome.times === 1
          ? ''
          : ` and ${outcome.times >= 100 ? 'at least ' : ''}${String(outcome.times - 1)} more ${outcome.times === 2 ? 'time' : 'times'} since`;
      return `⏰ ${name} should have started *${machine}* at ${at}${more}; Signalbox was not running. ${startNow}.`;
    }
    case 'skipped':
      return `⏭️ ${name} did not start *${machine}* at ${at}: execution ${foreign(outcome.executionArn.split(':').at(-1) ?? '', 100)} of before still runs. \`/workflow status ${machine}\` shows where it is.`;
    case 'refused': {
      const who = schedule.addedBy === undefined ? 'whoever added it' : person(schedule.addedBy);
      return `⛔ ${name} did not start *${machine}* at ${at}: it starts in the name of ${who}, and they may not (Signalbox says to them: ${foreign(outcome.because, 300)}). Remove it, and let somebody add it who may.`;
    }
    case 'failed':
      return `⛔ ${name} could not start *${machine}* at ${at}. ${foreign(outcome.because, 500)} ${startNow} once that is mended.`;
    default:
      return assertNever(outcome);
  }
}

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
