import type { Card } from './approval.ts';

export type BatchId = string;

/** Asks that came in a burst at one gate: one digest card stands for all of them, in place of a card each. */
export interface Batch {
  readonly id: BatchId;
  /** Name of the gate. */
  readonly gate: string;
  /** Channel name or id the card is posted to. */
  readonly channel: string;
  /** When the burst was noticed, ms. */
  readonly since: number;
  /** Grows by one with every write: the compare-and-swap's guard. */
  readonly revision: number;
  readonly card: Card & { readonly shownAt?: number };
  /** A process posts the card, and counts as dead at this moment, ms. */
  readonly inHandUntil?: number;
  /** Keys of what people were told for all of them together. */
  readonly told: readonly string[];
  /** The card is to be looked at again at `at`; absent when all that belongs to it is settled. */
  readonly due?: { readonly at: number; readonly attempt: number };
}

/** Where batches live. One suite (test/contracts/batch-store.ts) holds every implementation to this. */
export interface BatchStore {
  /** Writes a first record (revision 1), or one whose stored revision is `batch.revision - 1`. */
  write(batch: Batch): Promise<'written' | 'stale'>;
  get(id: BatchId): Promise<Batch | undefined>;
  /** Records with something due at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<readonly Batch[]>;
}
