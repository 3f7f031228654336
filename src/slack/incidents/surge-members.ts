import type { Access } from '../../access/index.ts';
import type { Incident, Incidents } from '../../incidents/index.ts';

/** Open incidents looked through for those of a flood. */
const lookThrough = 500;

/** The open incidents of a flood, as one person may see them. */
export interface SurgeMembers {
  readonly incidents: readonly Incident[];
  /** Open ones to which the person may not respond. */
  readonly hidden: number;
}

export interface SurgeMembersOf {
  /** For somebody who asks for them now: where none may be seen, the sentence about it, and a line in the audit. */
  asked(who: string, surgeId: string): Promise<SurgeMembers | string>;
  /** For a list that is open already. */
  again(who: string, surgeId: string): Promise<SurgeMembers>;
}

export function createSurgeMembers(needs: {
  incidents: Pick<Incidents, 'open'>;
  access: Pick<Access, 'may' | 'demand'>;
}): SurgeMembersOf {
  const { incidents, access } = needs;
  const ofSurge = async (surgeId: string) =>
    (await incidents.open({ limit: lookThrough })).filter(({ card }) => card.inSurge === surgeId);
  const seenBy = async (who: string, all: readonly Incident[]): Promise<SurgeMembers> => {
    const allowed = new Map<string, boolean>();
    for (const { plan } of all)
      if (!allowed.has(plan.route))
        allowed.set(plan.route, (await access.may(who, 'respond', plan.route)).allowed);
    const seen = all.filter(({ plan }) => allowed.get(plan.route));
    return { incidents: seen, hidden: all.length - seen.length };
  };
  return {
    async asked(who, surgeId) {
      const all = await ofSurge(surgeId);
      const members = await seenBy(who, all);
      const [first] = all;
      if (!first || members.incidents.length > 0) return members;
      // Asked once more as somebody who wants it: that writes the refusal into the audit.
      const { because } = await access.demand(who, 'respond', first.plan.route);
      return `They are not shown: ${because}.`;
    },
    again: async (who, surgeId) => seenBy(who, await ofSurge(surgeId)),
  };
}
