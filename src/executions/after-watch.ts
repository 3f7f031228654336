import { afterStatus } from './after-status.ts';
import type { Follow, StatusChange } from './follow.ts';

/** The record after somebody asked to follow an execution here; undefined where that changes nothing. Pure. */
export function afterWatch(
  follow: Follow | undefined,
  run: StatusChange,
  seen: { now: number; channel: string; startedBy?: string },
): Follow | undefined {
  if (!follow) return afterStatus(undefined, run, seen);
  const { left, ...rest } = follow;
  // An event may have come first: until the card is posted it can still be posted where somebody wants it.
  const moves = follow.card.ref === undefined && follow.channel !== seen.channel;
  if (!moves && left === undefined) return undefined;
  return {
    ...rest,
    ...(moves && { channel: seen.channel }),
    ...(follow.startedBy === undefined && seen.startedBy !== undefined && { startedBy: seen.startedBy }),
    revision: follow.revision + 1,
    due: follow.due ?? { at: seen.now, attempt: 0 },
  };
}
