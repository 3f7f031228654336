import { describe, expect, it } from '@jest/globals';
import type { IncidentStore } from '../../src/incidents/index.ts';
import { createMemoryStores } from '../../src/stores/memory/index.ts';
import { plan, sighting } from '../contracts/incident-records.ts';
import { openRoom } from './room.ts';

/** Stores that count writes, and fail those that `fails` says. */
function counting(fails: (write: number) => boolean = () => false) {
  const stores = createMemoryStores();
  let writes = 0;
  const incidents: IncidentStore = {
    ...stores.incidents,
    async write(change) {
      writes += 1;
      if (fails(writes)) throw new Error('the disk is full');
      return stores.incidents.write(change);
    },
  };
  return { stores: { ...stores, incidents }, writes: () => writes };
}

describe('events that come side by side', () => {
  it('of one key share a write, and every one is counted', async () => {
    const { stores, writes } = counting();
    const { incidents } = openRoom({ stores });
    const heard = Array.from({ length: 1_000 }, (_, n) =>
      incidents.take(sighting('alarm/one', { eventKey: `event-${String(n)}` }), plan()),
    );
    await Promise.all(heard);
    expect(await stores.incidents.latest('alarm/one')).toMatchObject({ count: 1_000 });
    expect(writes()).toBeLessThan(10);
  });

  it('count once each, when every one of them comes again, later too', async () => {
    const { incidents, stores, clock } = openRoom();
    const round = () =>
      Promise.all(
        Array.from({ length: 500 }, (_, n) =>
          incidents.take(sighting('alarm/one', { eventKey: `event-${String(n)}` }), plan()),
        ),
      );
    await Promise.all([round(), round()]);
    await clock.advance(3_600_000);
    await round();
    expect(await stores.incidents.latest('alarm/one')).toMatchObject({ count: 500, round: 1 });
  });

  it('count once each where another process took over: what it wrote last is in the record', async () => {
    const before = openRoom();
    await before.happens('alarm/one', { eventKey: 'a' });
    await before.happens('alarm/one', { eventKey: 'b' });
    const after = openRoom({ stores: before.stores });
    for (const eventKey of ['c', 'a', 'b', 'c']) await after.happens('alarm/one', { eventKey });
    expect(await after.stores.incidents.latest('alarm/one')).toMatchObject({ count: 3 });
  });

  it('are all in the record when two processes write it at once', async () => {
    const stores = createMemoryStores();
    const rooms = [openRoom({ stores }), openRoom({ stores })];
    const heard = Array.from({ length: 100 }, (_, n) =>
      rooms.map(({ incidents }, of) =>
        incidents.take(sighting('alarm/one', { eventKey: `event-${String(n)}-${String(of)}` }), plan()),
      ),
    );
    await Promise.all(heard.flat());
    expect(await stores.incidents.latest('alarm/one')).toMatchObject({ count: 200 });
  });

  it('are told of a write that failed, and those that come after it are taken', async () => {
    const { stores } = counting((write) => write === 1);
    const { incidents } = openRoom({ stores });
    await expect(incidents.take(sighting('alarm/one'), plan())).rejects.toThrow('the disk is full');
    await incidents.take(sighting('alarm/one'), plan());
    expect(await stores.incidents.latest('alarm/one')).toMatchObject({ count: 1 });
  });

  it('that end it and begin it again within a moment leave it open', async () => {
    const { incidents, stores, clock } = openRoom();
    const at = (n: number) => clock.now() + n;
    await Promise.all([
      incidents.take(sighting('alarm/one', { eventKey: 'a', at: at(0) }), plan()),
      incidents.take(sighting('alarm/one', { eventKey: 'b', at: at(1), phase: 'resolves' }), plan()),
      incidents.take(sighting('alarm/one', { eventKey: 'c', at: at(2) }), plan()),
    ]);
    expect(await stores.incidents.latest('alarm/one')).toMatchObject({
      round: 1,
      count: 2,
      state: { kind: 'open' },
    });
  });

  it('begin with the next number where the incident before was forgotten', async () => {
    const { happens, incidents, stores, clock } = openRoom();
    const { id } = await happens('alarm/one');
    await incidents.press({ incidentId: id, who: 'U1', wish: { kind: 'resolve', because: 'done' } });
    const record = await stores.incidents.get(id);
    if (!record) throw new Error('gone');
    await stores.incidents.write({
      incident: { ...record, revision: record.revision + 1, due: [] },
      entries: [],
    });
    expect(await stores.incidents.forgetResolved(clock.now() + 1)).toBe(1);
    expect(await happens('alarm/one')).toMatchObject({ round: 2, revision: 1 });
  });

  it('are nothing where they are no trouble', async () => {
    const { incidents, stores } = openRoom();
    await incidents.take(sighting('alarm/one', { phase: 'passes' }), plan());
    await incidents.take(sighting('alarm/one', { phase: 'resolves' }), plan());
    expect(await stores.incidents.latest('alarm/one')).toBeUndefined();
  });
});

describe('a flood', () => {
  it('gives six incidents a minute a card of their own, and what is critical; the rest are counted', async () => {
    const { happens, stores, surges, surgesWoken, clock } = openRoom();
    for (let n = 0; n < 40; n += 1) {
      await happens(`alarm/${String(n)}`);
      await clock.advance(200);
    }
    const loud = await happens('alarm/loud', {}, { severity: 'critical' });
    expect(loud.card.inSurge).toBeUndefined();
    const open = await stores.incidents.open(100);
    expect(open.filter(({ card }) => card.inSurge === undefined)).toHaveLength(7);
    const [id = ''] = surgesWoken;
    expect(new Set(surgesWoken).size).toBe(1);
    const begun = await surges.begin(id, clock.now() + 1_000);
    expect(begun).toMatchObject({
      channel: 'incidents',
      total: 34,
      over: false,
      groups: [{ route: 'alarms', severity: 'high', count: 34 }],
    });
  });

  it('is over when nothing came for a while, and incidents have cards again', async () => {
    const { happens, surges, surgesWoken, clock } = openRoom();
    for (let n = 0; n < 10; n += 1) await happens(`alarm/${String(n)}`);
    const [id = ''] = surgesWoken;
    const seen = await surges.begin(id, clock.now() + 1_000);
    if (seen) await surges.shown(seen, { ref: { channel: 'C', ts: '1.2' }, digest: 'd' });
    await clock.advance(95_000);
    const calm = await surges.begin(id, clock.now() + 1_000);
    expect(calm).toMatchObject({ over: true, total: 4 });
    if (calm) await surges.shown(calm);
    expect(await surges.due(clock.now() + 1e9, 10)).toEqual([]);
    expect((await happens('alarm/next')).card.inSurge).toBeUndefined();
  });

  it('leaves what somebody takes from it with a card of its own', async () => {
    const { happens, incidents } = openRoom();
    for (let n = 0; n < 7; n += 1) await happens(`alarm/${String(n)}`);
    const { id, card } = await happens('alarm/last');
    expect(card.inSurge).toBeDefined();
    const outcome = await incidents.press({ incidentId: id, who: 'U1', wish: { kind: 'acknowledge' } });
    if (outcome.kind !== 'accepted') throw new Error(outcome.sentence);
    expect(outcome.incident.card).toEqual({});
    expect(outcome.incident.due.map(({ kind }) => kind)).toContain('show');
  });

  it('of one channel is no other’s', async () => {
    const { happens } = openRoom();
    for (let n = 0; n < 10; n += 1) await happens(`alarm/${String(n)}`);
    expect((await happens('alarm/elsewhere', {}, { channel: 'builds' })).card.inSurge).toBeUndefined();
  });
});
