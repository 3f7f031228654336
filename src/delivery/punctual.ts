import type { Clock, Logger, Timer } from '../platform/index.ts';
import type { DueWork } from './due-work.ts';

/** What is due and cannot be done now is left to the sweep of each second, ms. */
const soonestMs = 1_000;

/**
 * Due work that begins at its time, and not only at the next sweep: a clock that is moved past several times, as the
 * sandbox's is, stops at each.
 */
export function punctual(
  work: DueWork,
  needs: { earliest: () => Promise<number | undefined>; clock: Clock; log: Logger },
): DueWork {
  const { clock, log } = needs;
  let timer: Timer | undefined;
  let stopped = false;

  const set = async () => {
    const at = await needs.earliest().catch((error: unknown) => {
      log.warn({ err: error, source: work.name }, 'alarm not set: the next sweep looks');
      return undefined;
    });
    timer?.cancel();
    // What another process recorded meanwhile is found by the sweep.
    if (stopped || at === undefined) return;
    timer = clock.after(Math.max(at - clock.now(), soonestMs), ring);
  };
  const ring = async () => {
    try {
      await work.sweep();
    } finally {
      await set();
    }
  };

  return {
    ...work,
    async start() {
      await work.start();
      await set();
    },
    async stop() {
      stopped = true;
      timer?.cancel();
      await work.stop();
    },
    wake(id) {
      work.wake(id);
      void set();
    },
  };
}
