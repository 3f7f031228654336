import type { KnownBlock } from '@slack/types';
import { emailIn, namedNow, needNow, type Approval } from '../approvals/index.ts';
import { canonicalJson, digestOf, fillTemplate } from '../platform/index.ts';
import type { View } from './posting.ts';
import { factsOf } from './card-facts.ts';
import { buttonsOf } from './card-buttons.ts';
import { origin } from './card-origin.ts';
import { closedCard, closedWord } from './closed-card.ts';
import { foreign, person, plain } from './text.ts';

const cardEventType = 'signalbox_approval';

/** https://docs.slack.dev/reference/block-kit/blocks: header 150. */
const longestHeader = 150;

/** Said in place of who can decide. */
const goneWords =
  '⚠️ *Nobody can decide this any more:* signalbox.yaml no longer has this gate for it. Abort the execution, and start it again under the gate of now.';

/** What a card says beyond its record, looked up in Slack. */
export interface Surroundings {
  /** Where the card of the ask stands that came after this one. */
  readonly newerLink?: string;
  /** How Slack mentions those whom the gate names by e-mail address or group handle. */
  readonly mentions?: ReadonlyMap<string, string>;
  /** Account and Region in words, where there is more than one. */
  readonly where?: string;
  /** Now, ms: how much time is left is said in steps. */
  readonly now?: number;
}

/** The card of a record: a view, made anew from the record whenever it changes. Pure. */
export function renderCard(approval: Approval, around: Surroundings = {}): View {
  const title = fillTemplate(approval.gate.title, approval.ask.input);
  const blocks =
    approval.status === 'pending' ? openCard(approval, title, around) : closedCard(approval, title, around);
  const text =
    approval.status === 'pending'
      ? `Approval wanted: ${foreign(title, 600)}`
      : `${closedWord(approval).word}: ${foreign(title, 600)}`;
  return {
    text,
    blocks,
    metadata: { event_type: cardEventType, event_payload: { approval_id: approval.id } },
    digest: digestOf(canonicalJson({ text, blocks })),
  };
}

function openCard(approval: Approval, title: string, { mentions, now, where }: Surroundings): KnownBlock[] {
  const { gate, provenance, id } = approval;
  const need = needNow(approval);
  const gone = approval.today?.gone === true;
  const blocks: KnownBlock[] = [
    {
      type: 'header',
      text: { type: 'plain_text', text: plain(title, longestHeader) || 'Approval wanted', emoji: true },
    },
    { type: 'section', fields: factsOf(approval, { now, where }) },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: gone
          ? goneWords
          : `*Who can decide:* ${deciders(approval, mentions)}${need > 1 ? ` (${String(need)} of them)` : ''}${agreed(approval)}`,
      },
    },
  ];
  const decidable =
    !gone &&
    (provenance.kind === 'verified' || (provenance.kind === 'unverified' && gate.unverified === 'allowed'));
  const buttons = buttonsOf(approval, decidable && gate.severity !== 'critical');
  if (buttons.length > 0) blocks.push({ type: 'actions', block_id: 'decide', elements: [...buttons] });
  if (decidable && gate.severity === 'critical') {
    blocks.push({
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: `Critical: decided on the command line only.\n\`signalbox decide ${id} approve\``,
      },
    });
  }
  blocks.push({ type: 'context', elements: [{ type: 'mrkdwn', text: origin(approval, where) }] });
  return blocks;
}

/** Mentions people and groups, as far as Slack knows them; never @channel. */
export function deciders(approval: Approval, mentions: Surroundings['mentions'] = new Map()): string {
  const level = approval.gate.levels[approval.level] ?? approval.gate.levels[0];
  const names = namedNow(approval).map((name) => {
    if (name.startsWith('@')) return mentions.get(name) ?? foreign(name, 100);
    if (!name.startsWith('email:')) return person(name);
    const email = emailIn(name, approval);
    if (email === undefined) return `⚠️ nobody: the ask has no ${foreign(name.slice('email:'.length), 100)}`;
    return mentions.get(email) ?? foreign(email, 200);
  });
  const { among } = approval.gate;
  const bounded = among !== undefined && level.any.some((name) => name.startsWith('email:$'));
  return `${names.join(', ')}${bounded ? ` (within ${foreign(among, 100)})` : ''}`;
}

/** Who agreed so far, where more than one must. */
function agreed({ decisions }: Approval): string {
  if (decisions.length === 0) return '';
  return `\n*Agreed:* ${decisions.map(({ approver }) => person(approver)).join(', ')}`;
}
