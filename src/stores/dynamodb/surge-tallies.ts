import { tallyOf, type Incident, type SurgeId, type SurgeTally } from '../../incidents/index.ts';
import type { Item } from './item.ts';
import type { Table } from './table.ts';

/** A surge is counted every few seconds: what is known of its incidents is not read again. */
export interface SurgeTallies {
  of(surge: SurgeId): Promise<SurgeTally>;
}

/** Counted of a surge at most. */
const mostCounted = 100_000;
/** Incidents remembered; beyond it, all are read anew. */
const mostKnown = 100_000;

/** An incident without a card of its own stands in the index of its surge. */
export function surgeIndex({ card, openedAt }: Incident) {
  const { inSurge } = card;
  return {
    ofExecution: inSurge === undefined ? undefined : placeOf(inSurge),
    askedAt: inSurge === undefined ? undefined : openedAt,
  };
}

export function createSurgeTallies(table: Table, incidentIn: (item: Item) => Incident): SurgeTallies {
  type Known = Parameters<typeof tallyOf>[0][number];
  const known = new Map<string, Known>();
  return {
    async of(surge) {
      const found = await table.find('execution', placeOf(surge), mostCounted);
      if (known.size > mostKnown) known.clear();
      for (const item of await table.getAll(found.filter(({ pk }) => !known.has(pk)))) {
        const { id, plan, severity, first, openedAt } = incidentIn(item);
        known.set(String(item['pk']), { id, route: plan.route, severity, title: first.title, openedAt });
      }
      return tallyOf(found.flatMap(({ pk }) => known.get(pk) ?? []).reverse());
    },
  };
}

function placeOf(surge: SurgeId): string {
  return `SURGE#${surge}`;
}
