import type { Clock } from './clock.ts';

/** Lets work begin at most so often: each call waits for its turn. */
export type Pace = () => Promise<void>;

/** @param options.aSecond turns a second, evenly */
export function createPace({ clock, aSecond }: { clock: Clock; aSecond: number }): Pace {
  const everyMs = 1_000 / aSecond;
  let next = 0;
  return () => {
    const at = Math.max(clock.now(), next);
    next = at + everyMs;
    const wait = at - clock.now();
    return wait <= 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          clock.after(wait, () => {
            resolve();
          });
        });
  };
}
