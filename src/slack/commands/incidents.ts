import type { Access } from '../../access/index.ts';
import type { Incident, Incidents } from '../../incidents/index.ts';
import type { Clock } from '../../platform/index.ts';
import type { OpenIncidentsOf } from '../incidents/index.ts';
import { incidentLine } from '../incidents/list-lines.ts';
import { timelineLines } from '../incidents/timeline-words.ts';
import { packed, refusedReply, type Reply } from '../reply.ts';
import { andMore } from '../text.ts';
import type { LinkTo } from '../waiting.ts';
import type { Command } from './command.ts';

/** Incidents shown at most, of each kind. */
const shown = 20;
const lookedAt = 200;
/** Entries of a timeline shown; the export has all. */
const entriesShown = 25;

export const incidentsCommand = (needs: {
  incidents: Pick<Incidents, 'find'>;
  openIncidents: OpenIncidentsOf;
  access: Pick<Access, 'demand'>;
  linkTo: LinkTo;
  clock: Clock;
}): Command => ({
  word: 'incidents',
  usage:
    '`/workflow incidents` · what is open, yours first; `incidents mine`; `incidents ID` shows the timeline',
  action: 'respond',
  async answer({ who, rest }) {
    const word = rest.trim();
    const which = word.toLowerCase();
    if (which !== '' && which !== 'all' && which !== 'mine') return timelineOf(needs, who, word);
    const { mine, others } = await needs.openIncidents(who, lookedAt);
    const listed = listedIn(needs.linkTo, needs.clock.now());
    if (which === 'mine')
      return packed(mine.length === 0 ? ['You have no open incident.'] : listed('that you have', mine));
    if (mine.length + others.length === 0) return packed(['No incident is open that you may respond to.']);
    return packed([...listed('that you have', mine), ...listed('open', others)]);
  },
});

const listedIn =
  (linkTo: LinkTo, now: number) =>
  (what: string, incidents: readonly Incident[]): readonly string[] =>
    incidents.length === 0
      ? []
      : [
          `*${String(incidents.length)} ${what}*`,
          ...incidents.slice(0, shown).map((incident) => incidentLine(incident, linkTo, now)),
          ...andMore(shown, incidents.length),
        ];

async function timelineOf(
  needs: Pick<Parameters<typeof incidentsCommand>[0], 'incidents' | 'access' | 'linkTo' | 'clock'>,
  who: string,
  name: string,
): Promise<Reply> {
  const incident = await needs.incidents.find(name);
  if (!incident)
    return refusedReply(
      `No incident is known as "${name}", or several are. \`/workflow incidents\` lists the open ones with their ids.`,
    );
  const { allowed, because } = await needs.access.demand(who, 'respond', incident.plan.route);
  if (!allowed) return refusedReply(`It is not shown: ${because}.`);
  return packed([
    incidentLine(incident, needs.linkTo, needs.clock.now()),
    ...timelineLines(incident, entriesShown),
  ]);
}
