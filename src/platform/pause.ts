import type { Clock } from './clock.ts';

/** Resolves so many ms later by this clock. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
