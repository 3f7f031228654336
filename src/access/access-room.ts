import type { Clock, Logger } from '../platform/index.ts';
import { createAccess, type Access, type AccessNeeds } from './access.ts';
import { createLimits, type Limits } from './limits.ts';
import { createRefusals } from './refusals.ts';
import type { RefusalStore } from './refusal-store.ts';

/** Who may do what, how much of it, and what is written down of those who may not. */
export interface AccessRoom {
  readonly access: Access;
  readonly limits: Limits;
  /** Writes the refusals that were only counted. */
  readonly flush: () => Promise<void>;
}

export function createAccessRoom(
  needs: Omit<AccessNeeds, 'onRefused'> & { store: RefusalStore; clock: Clock; log: Logger },
): AccessRoom {
  const refusals = createRefusals(needs);
  return {
    access: createAccess({ ...needs, onRefused: (refusal) => refusals.record(refusal) }),
    limits: createLimits({
      clock: needs.clock,
      onLimited: (who) => {
        refusals.count(who);
      },
    }),
    flush: () => refusals.flush(),
  };
}
