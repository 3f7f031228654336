import type { AccessRule, Person } from '../../src/access/index.ts';
import { createIncidents, type IncidentPlan, type Sighting } from '../../src/incidents/index.ts';
import { createShiftableClock, silentLogger } from '../../src/platform/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import type { Stores } from '../../src/stores/index.ts';
import { members, openAccess } from '../access/access.ts';
import { plan, sighting } from '../contracts/incident-records.ts';
import { monday } from '../contracts/records.ts';

const usual: readonly AccessRule[] = [
  { allow: ['respond'], who: ['U1', 'U2'], on: ['alarms'] },
  { allow: ['start'], who: ['U2'], on: ['repair'] },
];

/** The room over stores in memory, with three people: U1 and U2 may respond, U2 may start `repair`, U3 nothing. */
export function openRoom(given: { stores?: Stores; rules?: readonly AccessRule[]; now?: number } = {}) {
  const stores = given.stores ?? createMemoryStores();
  const clock = createShiftableClock({ frozenAt: given.now ?? monday });
  const people = ['U1', 'U2', 'U3'].map((id): Person => ({ id, name: `Name of ${id}`, standing: 'member' }));
  const { access, refused } = openAccess({ rules: given.rules ?? usual, people });
  const woken: string[] = [];
  const surgesWoken: string[] = [];
  const room = createIncidents({
    store: stores.incidents,
    surgeStore: stores.surges,
    seen: stores.seen,
    access,
    directory: members({ security: ['U2'] }, people),
    clock,
    log: silentLogger(),
    wake: (id) => woken.push(id),
    wakeSurge: (id) => surgesWoken.push(id),
  });
  let events = 0;
  /** An event of this key, now, and the record that it leaves. */
  const happens = async (key: string, more: Partial<Sighting> = {}, how: Partial<IncidentPlan> = {}) => {
    const heard = { eventKey: `event-${String(events++)}`, at: clock.now(), ...more };
    await room.incidents.take(sighting(key, heard), plan(how));
    const incident = await stores.incidents.latest(key);
    if (!incident) throw new Error(`no incident of ${key}`);
    return incident;
  };
  return { ...room, stores, clock, refused, woken, surgesWoken, happens };
}
