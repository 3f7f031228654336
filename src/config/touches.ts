import { fitsGlob } from '../platform/index.ts';
import type { Policy } from './policy.ts';

/** Whether the policy lets Signalbox touch this state machine at all. */
export function touches({ machines }: Policy, machine: string): boolean {
  return machines.some((glob) => fitsGlob(glob, machine));
}
