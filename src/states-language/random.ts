import { newUuid, randomFraction } from '../platform/index.ts';

/** What is left to chance: jitter, States.UUID, States.MathRandom and their JSONata sisters, the names of Map Runs. */
export interface Random {
  /** In [0, 1). */
  fraction(): number;
  uuid(): string;
}

export const platformRandom: Random = { fraction: randomFraction, uuid: newUuid };
