import type { KnownBlock } from '@slack/types';
import type { Surge, SurgeGroup } from '../../incidents/index.ts';
import { canonicalJson, digestOf } from '../../platform/index.ts';
import type { View } from '../posting.ts';
import { andMore, foreign, moment } from '../text.ts';
import { button } from './card-buttons.ts';
import { noticeColour, severityLooks } from './severity-look.ts';
import { fitting, oneLine } from './words.ts';

export const surgeListAction = 'surge.list';

const surgeEventType = 'signalbox_surge';
/** Kinds of trouble shown on the card; the list behind its button shows all. */
const groupsShown = 8;

/** One card for many incidents that came at once: how many of what, and a button to see them. Pure. */
export function renderSurge(surge: Surge): View {
  const { id, groups, total, over, since, lastAt } = surge;
  const head = over ? `${howMany(total)} came at once` : `${howMany(total)} at once, and more may come`;
  const loudest = groups[0]?.severity;
  const lines = [...groups.slice(0, groupsShown).map(groupLine), ...andMore(groupsShown, groups.length)];
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: `🌊 ${head}` } },
    ...(lines.length === 0 ? [] : [section(fitting(lines, 3_000))]),
    section('👉 *What to do:* look for one cause behind them, then open those that stay.'),
    {
      type: 'actions',
      block_id: 'surge',
      elements: [{ ...button(surgeListAction, 'Show them', { id }), style: 'primary' }],
    },
  ];
  const attachments = [
    {
      color: loudest === undefined ? noticeColour : severityLooks[loudest].colour,
      fallback: head,
      blocks: [
        {
          type: 'context' as const,
          elements: [
            {
              type: 'mrkdwn' as const,
              text: `Since ${moment(since)} · last ${moment(lastAt)} · one card stands for those that have none of their own`,
            },
          ],
        },
      ],
    },
  ];
  const text = `🌊 ${head}`;
  return {
    text,
    blocks,
    attachments,
    metadata: { event_type: surgeEventType, event_payload: { surge_id: id } },
    digest: digestOf(canonicalJson({ text, blocks, attachments })),
  };
}

function groupLine({ severity, route, count, title }: SurgeGroup): string {
  const { sign, word } = severityLooks[severity];
  return `${sign} *${word}* · ${count.toLocaleString('en')} from ${foreign(route, 60)} · newest: ${foreign(oneLine(title), 160)}`;
}

function howMany(total: number): string {
  return `${total.toLocaleString('en')} incident${total === 1 ? '' : 's'}`;
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
