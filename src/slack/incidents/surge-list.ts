import type { KnownBlock, ModalView } from '@slack/types';
import type { Incident } from '../../incidents/index.ts';
import { andMore } from '../text.ts';
import { more, type Choice } from './card-buttons.ts';
import { incidentLine } from './list-lines.ts';
import type { Opened } from './opened.ts';
import type { SurgeMembers } from './surge-members.ts';

/** A view holds 100 blocks; a phone shows fewer. */
const shown = 40;

/** The incidents of a flood that are still open, each with a menu to work on it alone. Pure. */
export function surgeList({ incidents, hidden }: SurgeMembers, opened: Opened): ModalView {
  const head =
    incidents.length === 0 && hidden === 0
      ? 'None of them is open any more, or each has a card of its own by now.'
      : `*${incidents.length.toLocaleString('en')} still open*, loudest first. Whoever works on one gives it a card of its own.`;
  const rest = [
    ...andMore(shown, incidents.length),
    ...(hidden > 0 ? [`${hidden.toLocaleString('en')} more are open to which you may not respond.`] : []),
  ];
  return {
    type: 'modal',
    private_metadata: JSON.stringify(opened),
    title: { type: 'plain_text', text: 'Came at once' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [section(head), ...incidents.slice(0, shown).map(line), ...rest.map(section)],
  };
}

function line(incident: Incident): KnownBlock {
  const choices: readonly Choice[] =
    incident.state.kind === 'acknowledged'
      ? ['take', 'resolve', 'details']
      : ['acknowledge', 'take', 'resolve', 'details'];
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: incidentLine(incident, () => undefined) },
    accessory: more(incident, choices),
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
