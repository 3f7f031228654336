import type { CardRef } from '../approvals/index.ts';
import { derivedId, type Clock } from '../platform/index.ts';
import { surgeBegins, surgeGoesOn, surgePutOff, surgeShown, surgeTallied } from './after-surge.ts';
import type { IncidentId, IncidentStore } from './incident.ts';
import { afterOpening, type Rush } from './rush.ts';
import type { Surge, SurgeId, SurgeStore } from './surge.ts';

/** Replicas that notice a flood within the same ten minutes share its card. */
const windowMs = 600_000;

/** Notices floods of incidents, and writes the records of the cards that stand for them, by compare-and-swap. */
export interface Surges {
  /** Counts an incident that opens in this channel; the surge that it belongs to, recorded before it is. Undefined: a card of its own. */
  join(channel: string): Promise<SurgeId | undefined>;
  get(id: SurgeId): Promise<Surge | undefined>;
  due(now: number, limit: number): Promise<readonly Surge[]>;
  /** Takes the card in hand until then, and counts anew; undefined where another has, or nothing is due. */
  begin(id: SurgeId, until: number): Promise<Surge | undefined>;
  /** The card was made equal to `seen`; `card` absent where it was so already. */
  shown(seen: Surge, card?: { readonly ref: CardRef; readonly digest: string }): Promise<void>;
  putOff(id: SurgeId, until: number): Promise<void>;
  /** Whether this incident is the one that calls these people: they are called once for all of a surge. */
  calls(id: SurgeId, to: string, of: IncidentId): Promise<boolean>;
}

export function createSurges(needs: {
  store: SurgeStore;
  incidents: Pick<IncidentStore, 'tally'>;
  clock: Clock;
  wake: (id: SurgeId) => void;
}): Surges {
  const { store, clock } = needs;
  const rushes = new Map<string, Rush>();
  /** Surges whose record is known to be there, or on its way. */
  const recorded = new Map<SurgeId, Promise<void>>();

  /** Tries until the record could be written, or there is nothing to write; the record then. */
  const write = async (
    id: SurgeId,
    change: (surge: Surge) => Surge | undefined,
  ): Promise<Surge | undefined> => {
    for (;;) {
      const surge = await store.get(id);
      const next = surge && change(surge);
      if (!next) return undefined;
      const written = { ...next, revision: surge.revision + 1 };
      if ((await store.write(written)) === 'written') return written;
    }
  };
  const record = async (id: SurgeId, channel: string): Promise<void> => {
    if (!(await store.get(id))) await store.write(surgeBegins(id, channel, clock.now()));
    await write(id, (surge) => surgeGoesOn(surge, clock.now()));
    needs.wake(id);
  };

  return {
    async join(channel) {
      const before = rushes.get(channel);
      const rush = afterOpening(before, clock.now());
      rushes.set(channel, rush);
      const { since } = rush;
      if (since === undefined) return undefined;
      const id = derivedId('srg', channel, String(Math.floor(since / windowMs)));
      const known = before?.since === since ? recorded.get(id) : undefined;
      const recording = known ?? record(id, channel);
      recorded.set(id, recording);
      try {
        await recording;
      } catch (error) {
        if (recorded.get(id) === recording) recorded.delete(id);
        throw error;
      }
      return id;
    },
    get: (id) => store.get(id),
    due: (now, limit) => store.due(now, limit),
    async begin(id, until) {
      const tally = await needs.incidents.tally(id);
      return write(id, (surge) => {
        const now = clock.now();
        const free = surge.due && surge.due.at <= now && (surge.inHandUntil ?? 0) <= now;
        return free ? { ...surgeTallied(surge, tally, now), inHandUntil: until } : undefined;
      });
    },
    async shown(seen, card) {
      await write(seen.id, (surge) => surgeShown(surge, seen, card, clock.now()));
    },
    async putOff(id, until) {
      await write(id, (surge) => surgePutOff(surge, until));
    },
    async calls(id, to, of) {
      const called = (surge: Surge | undefined) => surge?.called?.find((one) => one.to === to);
      await write(id, (surge) =>
        called(surge) ? undefined : { ...surge, called: [...(surge.called ?? []), { to, of }] },
      );
      return called(await store.get(id))?.of === of;
    },
  };
}
