import { derivedId, type Clock } from '../platform/index.ts';
import { nextLookAt, soonestLookAt } from './after-look.ts';
import type { Approval, CardRef } from './approval.ts';
import type { Batch, BatchId, BatchStore } from './batch.ts';
import { afterAsk, type Burst } from './burst.ts';
import type { Gate } from './gate.ts';

/** Replicas that notice a burst within the same ten minutes share its card. */
const windowMs = 600_000;

/** Notices bursts of asks, and writes the records of their digest cards by compare-and-swap. */
export interface Batches {
  /**
   * Counts an ask at this gate, of this state machine where it says of which; those of one machine, and of one distributed
   * Map, are counted together. The batch that it belongs to, recorded before the ask is; undefined: a card of its own.
   */
  join(gate: Gate, executionArn?: string): Promise<BatchId | undefined>;
  /** Something of it changed: its card is looked at as soon as Slack would take it. */
  changed(id: BatchId): Promise<void>;
  /** Takes the card in hand until then, for it is to be posted; undefined where another has, or nothing is due. */
  begin(id: BatchId, until: number): Promise<Batch | undefined>;
  /** The card was made equal to these members; `card` absent where it was so already. */
  shown(
    seen: Batch,
    members: readonly Approval[],
    card?: { readonly ref: CardRef; readonly digest: string },
  ): Promise<void>;
  /** Showing it failed for now. @param lost why, where a person must mend something */
  putOff(seen: Batch, until: number, lost?: string): Promise<void>;
  /** People were told this for all of them. */
  told(id: BatchId, key: string): Promise<void>;
  get(id: BatchId): Promise<Batch | undefined>;
  due(now: number, limit: number): Promise<readonly Batch[]>;
}

export function createBatches(needs: {
  store: BatchStore;
  clock: Clock;
  wake: (id: BatchId) => void;
}): Batches {
  const { store, clock } = needs;
  const bursts = new Map<string, Burst>();

  /** Tries until the record could be written, or there is nothing to write. */
  const write = async (id: BatchId, change: (batch: Batch) => Batch | undefined): Promise<void> => {
    for (;;) {
      const batch = await store.get(id);
      const next = batch && change(batch);
      if (!next) return;
      if ((await store.write({ ...next, revision: batch.revision + 1 })) === 'written') return;
    }
  };

  return {
    async join(gate, executionArn) {
      if (gate.digest === 'never') return undefined;
      const now = clock.now();
      const asking = JSON.stringify([gate.name, executionArn?.split(':').slice(3, 7).join(':') ?? '']);
      const burst = afterAsk(bursts.get(asking), now);
      bursts.set(asking, burst);
      const { since } = burst;
      if (since === undefined) return undefined;
      const id = derivedId('bat', asking, String(Math.floor(since / windowMs)));
      if (await store.get(id)) return id;
      const { name, channel } = gate;
      // Where another replica was first, that record serves as well.
      await store.write({
        id,
        gate: name,
        channel,
        since,
        revision: 1,
        card: {},
        told: [],
        due: { at: now, attempt: 0 },
      });
      return id;
    },
    async changed(id) {
      await write(id, (batch) => {
        const at = soonestLookAt(batch, clock.now());
        return batch.due && batch.due.at <= at ? undefined : { ...batch, due: { at, attempt: 0 } };
      });
      needs.wake(id);
    },
    async begin(id, until) {
      let begun: Batch | undefined;
      await write(id, (batch) => {
        const now = clock.now();
        const free = batch.due && batch.due.at <= now && (batch.inHandUntil ?? 0) <= now;
        begun = free ? { ...batch, inHandUntil: until, revision: batch.revision + 1 } : undefined;
        return begun;
      });
      return begun;
    },
    async shown(seen, members, card) {
      const now = clock.now();
      await write(seen.id, (batch) => {
        const { due, inHandUntil, ...rest } = batch;
        const anothers = inHandUntil !== undefined && inHandUntil !== seen.inHandUntil;
        const next = {
          ...rest,
          ...(anothers && { inHandUntil }),
          card: card ? { ...card, shownAt: now } : batch.card,
        };
        // Whoever changed something meanwhile has said when to look.
        const asked = batch.revision === seen.revision ? undefined : due?.at;
        const at = Math.min(nextLookAt(next, members, now) ?? Infinity, asked ?? Infinity);
        return at === Infinity ? next : { ...next, due: { at, attempt: 0 } };
      });
    },
    async putOff(seen, until, lost) {
      await write(seen.id, (batch) => {
        const { inHandUntil, ...rest } = batch;
        // Another began it when the time of this one was over: what becomes of it is that one's to say.
        if (inHandUntil !== seen.inHandUntil) return undefined;
        return {
          ...rest,
          due: { at: until, attempt: (batch.due?.attempt ?? 0) + 1 },
          ...(lost !== undefined && { card: { ...batch.card, lost } }),
        };
      });
    },
    async told(id, key) {
      await write(id, (batch) =>
        batch.told.includes(key) ? undefined : { ...batch, told: [...batch.told, key] },
      );
    },
    get: (id) => store.get(id),
    due: (now, limit) => store.due(now, limit),
  };
}
