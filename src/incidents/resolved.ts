import type { UserId } from '../access/index.ts';
import { withoutDue } from './due.ts';
import { entered } from './entered.ts';
import type { Incident } from './incident.ts';
import { shownSoon } from './showing.ts';
import { noLongerWaits, waitsAnew } from './waiting.ts';

/** It is over. Steps that are going go on. @param how.by absent where it is over by itself. Pure. */
export function resolved(
  incident: Incident,
  { by, because, now }: { readonly by?: UserId; readonly because: string; readonly now: number },
): Incident {
  const who = by !== undefined && { who: by };
  const tell = incident.plan.weight === 'incident';
  const said = entered(incident, { at: now, what: 'resolved', ...who, says: because, tell });
  const over = noLongerWaits({
    ...said,
    state: { kind: 'resolved', ...(by !== undefined && { by }), at: now, because },
  });
  return shownSoon({ ...over, due: withoutDue(over.due, 'settle') }, now);
}

/** It is not over after all, and waits for somebody. Pure. */
export function reopened(
  incident: Incident,
  { by, says, now }: { readonly by?: UserId; readonly says: string; readonly now: number },
): Incident {
  const entry = {
    at: now,
    what: 'reopened' as const,
    ...(by !== undefined && { who: by }),
    says,
    tell: true,
    ...(incident.commander !== undefined && incident.commander !== by && { calls: incident.commander }),
  };
  return shownSoon(waitsAnew(entered(incident, entry), now), now);
}
