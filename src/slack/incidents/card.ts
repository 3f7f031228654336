import type { KnownBlock, MessageAttachment } from '@slack/types';
import type { Incident } from '../../incidents/index.ts';
import { canonicalJson, digestOf } from '../../platform/index.ts';
import type { View } from '../posting.ts';
import { code, foreign, moment, plain } from '../text.ts';
import { button, buttonRows, detailsAction, more } from './card-buttons.ts';
import { stateLines } from './card-state.ts';
import { factFields } from './facts.ts';
import { stepLines } from './runbook.ts';
import { noticeColour, severityLooks } from './severity-look.ts';
import { anchor, fitting, oneLine, relatedWords, shortId } from './words.ts';

export const incidentEventType = 'signalbox_incident';

/** https://docs.slack.dev/reference/block-kit/blocks: header 150, section text 3000. */
const longestHeader = 150;
/** Slack refuses messages whose blocks hold more than about 13,000 characters: so many for each part. https://github.com/slackapi/bolt-js/issues/2509 */
const longest = { what: 2_000, how: 2_500, context: 1_200 };

/** What a card says beyond its record, looked up in Slack. */
export interface Surroundings {
  /** Names of people whom the route calls later. */
  readonly names?: ReadonlyMap<string, string>;
  /** Where the cards of related incidents stand, by id. */
  readonly links?: ReadonlyMap<string, string>;
}

/**
 * The card of an incident: what happened, what it means, who has it, what to press. Pure.
 * Only an attachment has a coloured edge, and Slack may fold it: it holds the evidence, and what must be seen stands above.
 */
export function renderIncident(incident: Incident, around: Surroundings = {}): View {
  const { text, blocks, attachments } = drawn(incident, around);
  return {
    text,
    blocks,
    attachments,
    metadata: { event_type: incidentEventType, event_payload: { incident_id: incident.id } },
    digest: digestOf(canonicalJson({ text, blocks, attachments })),
  };
}

function drawn(
  incident: Incident,
  around: Surroundings,
): { text: string; blocks: readonly KnownBlock[]; attachments: readonly MessageAttachment[] } {
  const { first, severity, state, plan } = incident;
  const { sign, word, colour } = severityLooks[severity];
  const title = foreign(oneLine(first.title), 400) || 'Incident';
  if (plan.weight === 'notice')
    return {
      text: title,
      blocks: notice(incident, title),
      attachments: [evidence(incident, noticeColour, around)],
    };
  if (state.kind === 'resolved')
    return { text: `✅ Resolved: ${title}`, blocks: closed(incident, around), attachments: [] };
  return {
    text: `${sign} ${word}: ${title}`,
    blocks: [header(`${sign} ${word.toUpperCase()} · ${oneLine(first.title)}`), ...open(incident, around)],
    attachments: [evidence(incident, colour, around)],
  };
}

function open(incident: Incident, around: Surroundings): readonly KnownBlock[] {
  const { meaning, advice } = incident.first;
  const what = [
    ...(meaning === undefined ? [] : [foreign(meaning, 900)]),
    ...(advice === undefined ? [] : [`👉 *What to do:* ${foreign(advice, 500)}`]),
  ];
  const how = [...stateLines(incident, around.names ?? new Map()), ...stepLines(incident)];
  return [
    ...(what.length === 0 ? [] : [section(fitting(what, longest.what))]),
    section(fitting(how, longest.how)),
    ...buttonRows(incident),
  ];
}

/** One line taller than its title. */
function closed(incident: Incident, around: Surroundings): readonly KnownBlock[] {
  const [standing = ''] = stateLines(incident, around.names ?? new Map());
  const seen = incident.count === 1 ? '' : ` · seen ${times(incident.count)}`;
  return [
    header(oneLine(incident.first.title)),
    {
      type: 'section',
      text: { type: 'mrkdwn', text: fitting([`${standing}${seen}`], longest.how) },
      accessory: more(incident, ['reopen', 'note', 'details', 'export']),
    },
  ];
}

/** Worth seeing, and nobody must do anything: quiet, with one button. */
function notice(incident: Incident, title: string): readonly KnownBlock[] {
  const { meaning } = incident.first;
  const lines = [`ℹ️ *${title}*`, ...(meaning === undefined ? [] : [foreign(meaning, 600)])];
  return [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: fitting(lines, longest.what) },
      accessory: button(detailsAction, 'Details', incident),
    },
  ];
}

/** Facts, how often and since when, related runs, where to look further; beside the edge in the severity's colour. */
function evidence(incident: Incident, color: string, { links }: Surroundings): MessageAttachment {
  const { latest, first, id, plan } = incident;
  const fields = factFields(latest);
  const related = relatedWords(incident, links);
  const lines = [
    seenWords(incident),
    [...latest.links.slice(0, 6).map(anchor), ...related.slice(0, 6)].join(' · '),
    `Incident ${code(shortId(id), 20)} · ${foreign(plan.route, 60)} · ${foreign(first.account, 20)} ${foreign(first.region, 30)}`,
  ];
  return {
    color,
    fallback: plain(latest.facts.map(({ name, value }) => `${name}: ${value}`).join(' · '), 500) || 'Facts',
    blocks: [
      ...(fields.length === 0 ? [] : [{ type: 'section' as const, fields }]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: fitting(lines, longest.context) }] },
    ],
  };
}

function seenWords({ count, openedAt, lastSeenAt }: Incident): string {
  if (count <= 1) return `Since ${moment(openedAt)}`;
  return `Seen ${times(count)} since ${moment(openedAt)} · last ${moment(lastSeenAt)}`;
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count.toLocaleString('en')} times`;
}

function header(text: string): KnownBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: plain(text, longestHeader) || 'Incident', emoji: true },
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
