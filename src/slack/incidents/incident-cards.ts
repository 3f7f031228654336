import type { WebClient } from '@slack/web-api';
import type { Directory } from '../../access/index.ts';
import type { IncidentCards, SurgeCards } from '../../delivery/index.ts';
import type { Incident } from '../../incidents/index.ts';
import type { Posting } from '../posting.ts';
import type { Calls } from './calls.ts';
import { renderIncident, type Surroundings } from './card.ts';
import { renderSurge } from './surge-card.ts';
import { tellEntry } from './tell-entry.ts';

/** The cards of incidents, and what their threads are told. */
export function createIncidentCards(needs: {
  client: WebClient;
  posting: Posting;
  directory: Directory;
  calls: Calls;
  /** Where the card of another incident stands; undefined where that is not known. */
  linkOf: (incidentId: string) => Promise<string | undefined>;
}): IncidentCards {
  const { posting, directory, linkOf } = needs;
  const around = async ({ plan, related }: Incident): Promise<Surroundings> => {
    const people = plan.escalate.flatMap(({ to }) => (/^[UW][A-Z0-9]+$/.test(to) ? [to] : []));
    const others = related.flatMap(({ kind, id }) => (kind === 'incident' ? [id] : []));
    return {
      names: await found(people, async (id) => (await directory.person(id)).name),
      links: await found(others, linkOf),
    };
  };
  return {
    async show(incident, { mayBePosted }) {
      const { card, plan, openedAt, state } = incident;
      return posting(renderIncident(incident, await around(incident)), {
        ...(card.ref && { ref: card.ref }),
        ...(card.digest !== undefined && { digest: card.digest }),
        channel: plan.channel,
        since: openedAt,
        open: state.kind !== 'resolved' && plan.weight === 'incident',
        mayBePosted,
        namedBy: `route ${plan.route}`,
      });
    },
    tell: tellEntry(needs),
  };
}

/** The cards that stand for floods. */
export function createSurgeCards({ posting }: { posting: Posting }): SurgeCards {
  return {
    show: (surge, { mayBePosted }) =>
      posting(renderSurge(surge), {
        ...(surge.card.ref && { ref: surge.card.ref }),
        ...(surge.card.digest !== undefined && { digest: surge.card.digest }),
        channel: surge.channel,
        since: surge.since,
        open: !surge.over,
        mayBePosted,
        namedBy: 'the routes of its incidents',
      }),
  };
}

/** What a card says of others is left out where it cannot be had: it is shown all the same. */
async function found(
  ids: readonly string[],
  lookUp: (id: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const entries = await Promise.all(
    ids.map(async (id) => [id, await lookUp(id).catch(() => undefined)] as const),
  );
  return new Map(entries.flatMap(([id, value]) => (value === undefined ? [] : [[id, value] as const])));
}
