import type { Access } from '../../access/index.ts';
import type { Incident, Incidents } from '../../incidents/index.ts';

/** Open incidents, as one person may see them. */
export interface OpenIncidents {
  readonly mine: readonly Incident[];
  readonly others: readonly Incident[];
}

/** Those to which the person may respond; loudest first. */
export type OpenIncidentsOf = (who: string, limit: number) => Promise<OpenIncidents>;

export function createOpenIncidents(needs: {
  incidents: Pick<Incidents, 'open'>;
  access: Pick<Access, 'may'>;
}): OpenIncidentsOf {
  const { incidents, access } = needs;
  return async (who, limit) => {
    const open = await incidents.open({ limit, forPerson: who });
    const routes = [...new Set(open.map(({ plan }) => plan.route))];
    const allowed = new Set<string>();
    for (const route of routes) if ((await access.may(who, 'respond', route)).allowed) allowed.add(route);
    const seen = open.filter(({ plan }) => allowed.has(plan.route));
    const isMine = ({ commander }: Incident) => commander === who;
    return { mine: seen.filter(isMine), others: seen.filter((one) => !isMine(one)) };
  };
}
