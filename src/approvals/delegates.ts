import type { UserId } from '../access/index.ts';

/** Who decides for somebody during a leave. */
export interface Leave {
  readonly delegateTo?: UserId;
  /** The last day of it, such as `2026-12-31`, in UTC. */
  readonly until?: string;
}

export type Leaves = Readonly<Record<UserId, Leave>>;

/** Those for whom this person decides today. Pure. */
export function delegatorsOf(leaves: Leaves, who: UserId, now: number): readonly UserId[] {
  const today = new Date(now).toISOString().slice(0, 10);
  return Object.entries(leaves)
    .filter(([away, { delegateTo, until }]) => away !== who && delegateTo === who && (until ?? '') >= today)
    .map(([away]) => away);
}
