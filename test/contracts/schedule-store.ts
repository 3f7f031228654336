import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Schedule, ScheduleStore } from '../../src/executions/index.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

export function nightly(more: Partial<Schedule> = {}): Schedule {
  return {
    name: 'nightly',
    machine: 'HelloWorld',
    cron: '0 2 * * *',
    zone: 'Europe/Madrid',
    input: '{"who":"Añil ✓"}',
    overlap: 'allowed',
    channel: 'workflows',
    id: 'sch_1',
    revision: 1,
    addedBy: 'U0REQUESTER',
    addedAt: monday,
    next: { at: monday + 60_000, notBefore: monday + 60_000, attempt: 0 },
    ...more,
  };
}

/** What every implementation of ScheduleStore is held to. */
export function describeScheduleStore(
  technology: string,
  open: () => Opened<{ schedules: ScheduleStore }>,
): void {
  describe(`schedules in ${technology}`, () => {
    let store: ScheduleStore;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ schedules: store, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const names = (list: readonly Schedule[]) => list.map(({ name }) => name);
    const turnAt = (at: number) => ({ at, notBefore: at, attempt: 0 });

    it('gives back what was written, to the last field', async () => {
      const whole = nightly({
        paused: { by: 'U1', at: monday },
        starting: turnAt(monday),
        last: { kind: 'missed', at: monday, times: 2 },
        lastStart: { at: monday, executionArn: 'arn' },
        telling: { outcomes: [{ kind: 'missed', at: monday, times: 2 }], notBefore: monday, attempt: 1 },
        toldAt: { missed: monday },
      });
      expect(await store.write(whole)).toBe('written');
      expect(await store.get('nightly')).toEqual(whole);
      expect(await store.get('other')).toBeUndefined();
    });

    it('lets one of two first writers win, and one of two that saw the same revision', async () => {
      expect(await store.write(nightly())).toBe('written');
      expect(await store.write(nightly({ channel: 'other' }))).toBe('stale');
      expect(await store.write(nightly({ revision: 2, channel: 'second' }))).toBe('written');
      expect(await store.write(nightly({ revision: 2, channel: 'third' }))).toBe('stale');
      expect(await store.get('nightly')).toMatchObject({ revision: 2, channel: 'second' });
    });

    it('refuses a revision that nothing leads to', async () => {
      expect(await store.write(nightly({ revision: 3 }))).toBe('stale');
    });

    it('lets nobody who saw a schedule write over another one that took its name', async () => {
      await store.write(nightly());
      await store.remove(nightly());
      expect(await store.write(nightly({ id: 'sch_2' }))).toBe('written');
      expect(await store.write(nightly({ revision: 2 }))).toBe('stale');
      expect(await store.remove(nightly())).toBe(false);
      expect(await store.get('nightly')).toMatchObject({ id: 'sch_2', revision: 1 });
    });

    it('removes a record, and not one that changed since it was read', async () => {
      await store.write(nightly());
      await store.write(nightly({ revision: 2 }));
      expect(await store.remove(nightly())).toBe(false);
      expect(await store.remove(nightly({ revision: 2 }))).toBe(true);
      expect(await store.remove(nightly({ revision: 2 }))).toBe(false);
      expect(await store.list()).toEqual([]);
      expect(await store.due(monday + 86_400_000, 10)).toEqual([]);
    });

    it('lists all by name, paused ones too', async () => {
      await store.write(nightly({ name: 'b' }));
      await store.write(resting('c'));
      await store.write(nightly({ name: 'a' }));
      expect(names(await store.list())).toEqual(['a', 'b', 'c']);
    });

    it('lists what is due, earliest first, and nothing that is not', async () => {
      await store.write(nightly({ name: 'later', next: turnAt(monday + 5_000) }));
      await store.write(nightly({ name: 'second', next: turnAt(monday + 2_000) }));
      await store.write(nightly({ name: 'first', next: turnAt(monday + 1_000) }));
      await store.write(resting('paused'));
      expect(names(await store.due(monday + 2_000, 10))).toEqual(['first', 'second']);
      expect(names(await store.due(monday + 2_000, 1))).toEqual(['first']);
      expect(names(await store.due(Number.MAX_SAFE_INTEGER, 10))).toEqual(['first', 'second', 'later']);
    });

    it('finds what is to be started or told before its next turn, and forgets it when that is done', async () => {
      const starting = { ...turnAt(monday), notBefore: monday + 10 };
      await store.write(nightly({ starting }));
      expect(names(await store.due(monday + 10, 10))).toEqual(['nightly']);
      await store.write(nightly({ revision: 2 }));
      expect(await store.due(monday + 10, 10)).toEqual([]);
    });
  });
}

/** One with nothing due. */
function resting(name: string): Schedule {
  const { next, ...rest } = nightly({ name, paused: { by: 'U1', at: monday } });
  expect(next).toBeDefined();
  return rest;
}
