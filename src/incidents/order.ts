import type { Incident } from './incident.ts';
import { loudness } from './severity.ts';

/** More than any moment in ms until the year 5138, and four of it are still whole numbers to a double. */
const farthest = 1e14;

/** Whether somebody may still have to do something: notices are not counted among these. */
export function isOpen({ state, plan }: Incident): boolean {
  return state.kind !== 'resolved' && plan.weight === 'incident';
}

/** A number by which open incidents are sorted, smallest first: loudest first, then newest first. Pure. */
export function openOrder({ severity, openedAt }: Incident): number {
  return -(loudness(severity) * farthest + openedAt);
}

/** When it was resolved, ms; undefined while it is not. */
export function resolvedAt({ state }: Incident): number | undefined {
  return state.kind === 'resolved' ? state.at : undefined;
}
