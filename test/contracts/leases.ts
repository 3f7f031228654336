import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Lease, Leases } from '../../src/platform/index.ts';
import { monday } from './records.ts';
import type { Opened } from './opened.ts';

/** What every implementation of Leases is held to. */
export function describeLeases(technology: string, open: () => Opened<{ leases: Leases }>): void {
  describe(`leases in ${technology}`, () => {
    let leases: Leases;
    let close: () => void | Promise<void>;
    beforeEach(async () => {
      ({ leases, close } = await open());
    });
    afterEach(async () => {
      await close();
    });
    const taken = async (owner: string, now = monday): Promise<Lease> => {
      const lease = await leases.acquire('sweep', owner, 1_000, now);
      if (!lease) throw new Error('somebody holds it');
      return lease;
    };

    it('gives a lease to the first who asks, until its time', async () => {
      expect(await leases.acquire('sweep', 'a', 1_000, monday)).toEqual({
        name: 'sweep',
        owner: 'a',
        fence: 1,
        until: monday + 1_000,
      });
    });

    it('refuses it to everybody while it is held, its holder included', async () => {
      await taken('a');
      expect(await leases.acquire('sweep', 'b', 1_000, monday + 999)).toBeUndefined();
      expect(await leases.acquire('sweep', 'a', 1_000, monday + 999)).toBeUndefined();
    });

    it('keeps leases of other names apart', async () => {
      await taken('a');
      expect(await leases.acquire('schedules', 'b', 1_000, monday)).toMatchObject({ owner: 'b', fence: 1 });
    });

    it('gives it to another once it ran out, under a higher fence', async () => {
      await taken('a');
      expect(await leases.acquire('sweep', 'b', 1_000, monday + 1_000)).toMatchObject({
        owner: 'b',
        fence: 2,
      });
    });

    it('gives it to one of twenty that ask at once', async () => {
      const owners = Array.from({ length: 20 }, (_, at) => `o${String(at)}`);
      const got = await Promise.all(owners.map((owner) => leases.acquire('sweep', owner, 1_000, monday)));
      expect(got.filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    it('prolongs it for its holder, who keeps the fence', async () => {
      const lease = await taken('a');
      expect(await leases.renew(lease, 1_000, monday + 500)).toEqual({ ...lease, until: monday + 1_500 });
      expect(await leases.acquire('sweep', 'b', 1_000, monday + 1_499)).toBeUndefined();
    });

    it('does not prolong what ran out, also where nobody took it since', async () => {
      expect(await leases.renew(await taken('a'), 1_000, monday + 1_000)).toBeUndefined();
    });

    it('does not prolong what went to somebody else, nor an earlier lease of the same owner', async () => {
      const first = await taken('a');
      await taken('b', monday + 1_000);
      expect(await leases.renew(first, 1_000, monday + 1_001)).toBeUndefined();
      await taken('a', monday + 2_000);
      expect(await leases.renew(first, 1_000, monday + 2_001)).toBeUndefined();
    });

    it('is free for anybody at once when it is released, and its fence goes on growing', async () => {
      const lease = await taken('a');
      await leases.release(lease);
      expect(await leases.renew(lease, 1_000, monday + 1)).toBeUndefined();
      expect(await taken('b', monday + 1)).toMatchObject({ fence: 2 });
    });

    it('leaves the lease of another alone when an old one is released', async () => {
      const old = await taken('a');
      await taken('b', monday + 1_000);
      await leases.release(old);
      expect(await leases.acquire('sweep', 'c', 1_000, monday + 1_001)).toBeUndefined();
    });
  });
}
