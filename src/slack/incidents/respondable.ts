import type { Access } from '../../access/index.ts';
import type { Incident, Incidents } from '../../incidents/index.ts';

/** The incident, for somebody who may respond to it; else the sentence for whom may not. */
export type Respondable = (who: string, incidentId: string) => Promise<Incident | string>;

export function createRespondable(needs: {
  incidents: Pick<Incidents, 'get'>;
  access: Pick<Access, 'demand'>;
}): Respondable {
  return async (who, incidentId) => {
    const incident = await needs.incidents.get(incidentId);
    if (!incident) return 'This incident is no longer kept. Nothing was changed.';
    const { allowed, because } = await needs.access.demand(who, 'respond', incident.plan.route);
    return allowed ? incident : `Nothing was changed: ${because}.`;
  };
}
