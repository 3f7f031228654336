import type { Clock } from '../platform/index.ts';
import type { Incident, IncidentStore } from './incident.ts';

/** Looked through for one whose id ends as somebody wrote. */
const mostOpen = 1_000;
/** Others are found by the end of their id for so long, ms. */
const foundWithinMs = 30 * 86_400_000;
/** Shorter ends fit too many. */
const shortestEnd = 4;

/** Finds an incident by its id, or by what people write of it: its last characters. Undefined where that fits several. */
export function createIncidentFinder(needs: {
  store: IncidentStore;
  clock: Clock;
}): (name: string) => Promise<Incident | undefined> {
  const { store, clock } = needs;
  return async (name) => {
    const exact = await store.get(name);
    if (exact || name.length < shortestEnd) return exact;
    const fits = ({ id }: Incident) => id.endsWith(name);
    const [open, another] = (await store.open(mostOpen)).filter(fits);
    if (open) return another ? undefined : open;
    let newest: Incident | undefined;
    for await (const one of store.between(clock.now() - foundWithinMs, Infinity)) if (fits(one)) newest = one;
    return newest;
  };
}
