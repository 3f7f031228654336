import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Incident, IncidentChange, IncidentLine, IncidentStore } from '../../src/incidents/index.ts';
import { emptyChain, linkFault } from '../../src/platform/index.ts';
import { again, due, opening, over } from './incident-records.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

/** What every implementation of IncidentStore is held to. */
export function describeIncidentStore(
  technology: string,
  open: () => Opened<{ incidents: IncidentStore }>,
): void {
  describe(`incidents in ${technology}`, () => {
    let store: IncidentStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ incidents: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const keys = (list: readonly Incident[]) => list.map(({ key }) => key);
    const all = async <T>(items: AsyncIterable<T>) => {
      const found: T[] = [];
      for await (const item of items) found.push(item);
      return found;
    };
    const write = async (change: IncidentChange) => {
      expect(await store.write(change)).toBe('written');
      return change.incident;
    };
    const inSurge = (change: IncidentChange, surge: string): IncidentChange => ({
      ...change,
      incident: { ...change.incident, card: { inSurge: surge } },
    });

    it('gives back what was written, to the last field', async () => {
      const incident = await write(opening('alarm/one'));
      expect(await store.get(incident.id)).toEqual(incident);
      expect(await store.get('inc_unknown')).toBeUndefined();
    });

    it('lets one of two first writers win, and one of two that saw the same revision', async () => {
      const first = opening('alarm/one');
      await write(first);
      expect(await store.write(first)).toBe('stale');
      const second = again(first.incident, 'event-2');
      await write(second);
      expect(await store.write(again(first.incident, 'event-3'))).toBe('stale');
      expect(await store.get(first.incident.id)).toEqual(second.incident);
      expect(await store.write(again({ ...second.incident, revision: 7 }, 'event-4'))).toBe('stale');
    });

    it('knows the newest round of a key', async () => {
      const first = await write(opening('alarm/one'));
      await write(opening('alarm/other'));
      expect(await store.latest('alarm/one')).toEqual(first);
      const shut = await write(over(first, monday + 1_000));
      const second = await write(opened2(shut));
      expect(second.round).toBe(2);
      expect(await store.latest('alarm/one')).toEqual(second);
      expect(await store.lastRound('alarm/one')).toBe(2);
      expect(await store.latest('alarm/none')).toBeUndefined();
      expect(await store.lastRound('alarm/none')).toBe(0);
    });

    it('lists what is due, earliest first, and nothing that is not', async () => {
      await write(due(opening('later'), monday + 5_000));
      await write(due(opening('second'), monday + 9_000, monday + 2_000));
      await write(due(opening('first'), monday + 1_000));
      await write(due(opening('nothing')));
      expect(keys(await store.due(monday + 2_000, 10))).toEqual(['first', 'second']);
      expect(keys(await store.due(monday + 2_000, 1))).toEqual(['first']);
    });

    it('lists those that are open, loudest first, then newest, and no notices', async () => {
      await write(opening('old', {}, monday));
      await write(opening('new', {}, monday + 9_000));
      await write(opening('quiet', { severity: 'low' }, monday + 99_000));
      await write(opening('loud', { severity: 'critical' }, monday - 9_000));
      await write(opening('notice', { weight: 'notice' }));
      await write(over(await write(opening('over')), monday + 1_000));
      expect(keys(await store.open(10))).toEqual(['loud', 'new', 'old', 'quiet']);
      expect(keys(await store.open(2))).toEqual(['loud', 'new']);
    });

    it('gives out all that opened in a span of time, oldest first', async () => {
      await write(opening('before', {}, monday - 1));
      await write(opening('second', {}, monday + 5));
      await write(opening('first', {}, monday));
      await write(opening('after', {}, monday + 10));
      expect(keys(await all(store.between(monday, monday + 10)))).toEqual(['first', 'second']);
      expect(keys(await all(store.between(0, Infinity)))).toHaveLength(4);
    });

    it('counts what is in a surge, by route and severity, loudest first', async () => {
      await write(inSurge(opening('a'), 'srg_1'));
      await write(inSurge(opening('b', {}, monday + 1_000), 'srg_1'));
      await write(inSurge(opening('c', { severity: 'critical' }), 'srg_1'));
      await write(inSurge(opening('d', { route: 'builds' }), 'srg_1'));
      await write(inSurge(opening('e'), 'srg_2'));
      const left = await write(inSurge(opening('f'), 'srg_1'));
      expect((await store.tally('srg_1')).total).toBe(5);
      const { incident, entries } = again(left, 'event-2');
      await write({ incident: { ...incident, card: {} }, entries });
      const tally = await store.tally('srg_1');
      expect(tally).toMatchObject({
        total: 4,
        lastAt: monday + 1_000,
        groups: [
          { route: 'alarms', severity: 'critical', count: 1 },
          { route: 'alarms', severity: 'high', count: 2, title: 'b: errors above 5 %' },
          { route: 'builds', severity: 'high', count: 1 },
        ],
      });
      expect(tally.groups[1]?.ids).toHaveLength(2);
      expect(await store.tally('srg_none')).toEqual({ total: 0, groups: [] });
    });

    it('keeps the lines of every change, in one write with it, each incident’s a chain of its own', async () => {
      const first = await write(opening('alarm/one'));
      await write(opening('alarm/two'));
      await store.write(opening('alarm/two'));
      const second = await write(again(first, 'event-2'));
      await store.write(again(first, 'event-lost'));
      await write(over(second, monday + 5_000));
      const lines = await all<IncidentLine>(store.audit(first.id));
      expect(lines.map(({ what }) => what)).toEqual(['opened', 'seen-again', 'resolved']);
      let head = emptyChain;
      for (const line of lines) {
        expect(linkFault(head, line)).toBeUndefined();
        head = line;
      }
      expect(head).toMatchObject((await store.get(first.id))?.audit ?? {});
      expect(await all(store.audit())).toHaveLength(4);
    });

    it('forgets what was resolved before a moment and has nothing to do; its audit and its number stay', async () => {
      const old = await write(over(await write(opening('old')), monday + 1_000));
      await write(due({ incident: { ...old, revision: old.revision + 1 }, entries: [] }));
      const busy = await write(over(await write(opening('busy')), monday + 1_000));
      const fresh = await write(over(await write(opening('fresh')), monday + 9_000));
      const still = await write(due(opening('still')));
      expect(busy.due).not.toHaveLength(0);
      expect(await store.forgetResolved(monday + 5_000)).toBe(1);
      expect(await store.get(old.id)).toBeUndefined();
      expect(await store.latest('old')).toBeUndefined();
      expect(await store.lastRound('old')).toBe(1);
      for (const { id } of [busy, fresh, still]) expect(await store.get(id)).toBeDefined();
      expect(await all(store.audit(old.id))).toHaveLength(2);
      expect(await store.forgetResolved(monday + 5_000)).toBe(0);
    });
  });
}

/** The next round of a key whose incident was over long ago. */
function opened2(shut: Incident): IncidentChange {
  const later = monday + 86_400_000;
  const { incident, entries } = again(shut, 'event-of-tomorrow', {}, later);
  return { incident: { ...incident, revision: 1 }, entries };
}
