import type { KnownBlock } from '@slack/types';
import type { Incident } from '../../incidents/index.ts';
import { acknowledgeAction, button } from '../incidents/card-buttons.ts';
import type { OpenIncidents, OpenIncidentsOf } from '../incidents/index.ts';
import { incidentLine } from '../incidents/list-lines.ts';
import { packed } from '../reply.ts';
import { andMore } from '../text.ts';
import type { LinkTo } from '../waiting.ts';
import type { HomeSection } from './section.ts';

/** Incidents shown, and how many are looked at so that it can say that there are more. */
const shown = 12;
const lookedAt = 100;

export const incidentsSection = (
  openIncidents: OpenIncidentsOf,
  linkTo: LinkTo,
): HomeSection<OpenIncidents> => ({
  title: 'Incidents',
  read: (who) => openIncidents(who, lookedAt),
  blocks({ mine, others }) {
    const all = [...mine, ...others];
    if (all.length === 0) return packed(['No incident is open that you may respond to.']).blocks;
    const line = lineOf(linkTo);
    const left = Math.max(0, shown - mine.length);
    return [
      ...(mine.length === 0 ? [] : [words(`*${String(mine.length)} that you have*`)]),
      ...mine.slice(0, shown).map(line),
      ...(others.length === 0 || mine.length === 0 ? [] : [words('*Others*')]),
      ...others.slice(0, left).map(line),
      ...andMore(shown, all.length).map((more) => words(`${more}: \`/workflow incidents\``)),
    ];
  },
});

const lineOf =
  (linkTo: LinkTo) =>
  (incident: Incident): KnownBlock => ({
    ...words(incidentLine(incident, linkTo)),
    ...(incident.state.kind !== 'acknowledged' && {
      accessory: button(acknowledgeAction, 'Acknowledge', incident),
    }),
  });

function words(text: string) {
  return { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
}
