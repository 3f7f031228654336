import type { KnownBlock, ModalView, RichTextBlock } from '@slack/types';
import type { Incident, Sighting } from '../../incidents/index.ts';
import { redact } from '../../platform/index.ts';
import { cut, foreign, moment, plain } from '../text.ts';
import { acknowledgeAction, button, more, takeAction, type Choice } from './card-buttons.ts';
import { stateLines } from './card-state.ts';
import { factFields } from './facts.ts';
import type { Opened } from './opened.ts';
import { stepButton, stepLines, stepsOffered } from './runbook.ts';
import { severityLooks } from './severity-look.ts';
import { timelineLines } from './timeline-words.ts';
import { anchor, fitting, oneLine, shortId } from './words.ts';

/** Entries shown; the export has all that are kept. */
const entriesShown = 40;
/** Lines of one section, which holds 3,000 characters. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const longestSection = 3_000;
/** An event is seldom longer; a view holds 250 KB, and a phone much less. */
const longestEvent = 6_000;
/** Steps shown; an actions block takes 25 elements. */
const mostSteps = 25;

/** All that is known of an incident: how it stands, its timeline, the newest event. Pure. */
export function detailsModal(incident: Incident, opened: Opened): ModalView {
  const { latest, timeline } = incident;
  const text = JSON.stringify(redact(latest.detail), undefined, 2);
  return {
    type: 'modal',
    private_metadata: JSON.stringify(opened),
    title: { type: 'plain_text', text: `Incident ${shortId(incident.id)}` },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      section(fitting(headLines(incident), longestSection)),
      ...rows(incident),
      ...evidence(latest),
      { type: 'header', text: { type: 'plain_text', text: 'Timeline' } },
      ...packedSections(timeline.length === 0 ? ['Nothing so far.'] : timelineLines(incident, entriesShown)),
      { type: 'header', text: { type: 'plain_text', text: 'Newest event' } },
      context(
        `${foreign(latest.kind, 40)} · ${moment(latest.at)} · ${foreign(latest.account, 20)} ${foreign(latest.region, 30)} · without secrets`,
      ),
      asWritten(cut(text, longestEvent)),
    ],
  };
}

function headLines(incident: Incident): readonly string[] {
  const { first, severity, plan } = incident;
  const { sign, word } = severityLooks[severity];
  const how = plan.weight === 'notice' ? 'ℹ️ *Notice*' : `${sign} *${word}*`;
  return [
    `${how} · ${foreign(oneLine(first.title), 400)}`,
    ...(first.meaning === undefined ? [] : [foreign(first.meaning, 700)]),
    ...(first.advice === undefined ? [] : [`👉 *What to do:* ${foreign(first.advice, 400)}`]),
    ...(plan.weight === 'notice' ? [] : stateLines(incident, new Map())),
    ...stepLines(incident),
  ];
}

function evidence(latest: Sighting): readonly KnownBlock[] {
  const fields = factFields(latest);
  return [
    ...(fields.length === 0 ? [] : [{ type: 'section' as const, fields }]),
    ...(latest.links.length === 0
      ? []
      : [context(fitting([latest.links.slice(0, 10).map(anchor).join(' · ')], 2_500))]),
  ];
}

/** What can be done from here: the same as on the card, for those that have none of their own. */
function rows(incident: Incident): readonly KnownBlock[] {
  if (incident.plan.weight === 'notice') return [];
  const { state, commander } = incident;
  const over = state.kind === 'resolved';
  const choices: readonly Choice[] = over
    ? ['reopen', 'note', 'export']
    : ['assign', 'snooze', 'resolve', 'note', 'export'];
  const steps = stepsOffered(incident).slice(0, mostSteps);
  return [
    ...(steps.length === 0
      ? []
      : [
          {
            type: 'actions' as const,
            block_id: 'runbook',
            elements: steps.map((step) => stepButton(incident, step)),
          },
        ]),
    {
      type: 'actions',
      block_id: 'respond',
      elements: [
        ...(over || state.kind === 'acknowledged'
          ? []
          : [
              {
                ...button(acknowledgeAction, 'Acknowledge', incident),
                style: 'primary' as const,
              },
            ]),
        ...(over || commander !== undefined ? [] : [button(takeAction, 'Take it', incident)]),
        more(incident, choices),
      ],
    },
  ];
}

/** Whole lines, in as many sections as they need. */
export function packedSections(lines: readonly string[]): readonly KnownBlock[] {
  const sections: string[][] = [];
  let length = Infinity;
  for (const line of lines) {
    if (length + line.length + 1 > longestSection - 100) {
      sections.push([]);
      length = 0;
    }
    sections.at(-1)?.push(line);
    length += line.length + 1;
  }
  return sections.map((few) => section(fitting(few, longestSection)));
}

/** As it was written: nothing in it is read as mark-up. */
function asWritten(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: plainLines(text) || '–' }] },
    ],
  };
}

/** Every line made harmless for itself: line breaks stay. */
function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.slice(0, line.length - line.trimStart().length) + plain(line, 1_000))
    .join('\n');
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}
