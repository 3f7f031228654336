import type { IncidentId } from './incident.ts';
import { loudness, type Severity } from './severity.ts';
import type { SurgeGroup, SurgeTally } from './surge.ts';

/** What is counted of one incident. */
export interface Counted {
  readonly id: IncidentId;
  readonly route: string;
  readonly severity: Severity;
  readonly title: string;
  readonly openedAt: number;
}

/** Named of a group at most. */
const mostNamed = 20;

/** What these incidents come to, by route and severity, loudest first. @param counted newest first. Pure. */
export function tallyOf(counted: readonly Counted[]): SurgeTally {
  const groups = new Map<string, SurgeGroup>();
  for (const { id, route, severity, title } of counted) {
    const key = JSON.stringify([severity, route]);
    const group = groups.get(key) ?? { route, severity, title, count: 0, ids: [] };
    const ids = group.ids.length < mostNamed ? [...group.ids, id] : group.ids;
    groups.set(key, { ...group, count: group.count + 1, ids });
  }
  const loudestFirst = [...groups.values()].sort(
    (a, b) =>
      loudness(b.severity) - loudness(a.severity) || b.count - a.count || (a.route < b.route ? -1 : 1),
  );
  const [newest] = counted;
  return { total: counted.length, groups: loudestFirst, ...(newest && { lastAt: newest.openedAt }) };
}
