import { createShiftableClock, type ShiftableClock, type Timer } from '../platform/index.ts';

/** The sandbox's clock: it moves forward, and a reset puts it back on real time. */
export interface WorldClock extends ShiftableClock {
  /** Takes the offset away. Timers that nobody cancelled keep the delay they had left. */
  restart(): void;
}

interface Pending {
  at: number;
  readonly task: () => void | Promise<void>;
  timer: Timer;
}

export function createWorldClock(): WorldClock {
  let inner = createShiftableClock();
  const pending = new Set<Pending>();
  const wait = (delayMs: number, entry: () => Pending) =>
    inner.after(delayMs, () => {
      pending.delete(entry());
      return entry().task();
    });

  return {
    now: () => inner.now(),
    get offsetMs() {
      return inner.offsetMs;
    },
    advance: (deltaMs) => inner.advance(deltaMs),
    shiftTo: (offsetMs) => inner.shiftTo(offsetMs),
    after(delayMs, task) {
      const entry: Pending = {
        at: inner.now() + Math.max(delayMs, 0),
        task,
        timer: wait(delayMs, () => entry),
      };
      pending.add(entry);
      return {
        cancel: () => {
          pending.delete(entry);
          entry.timer.cancel();
        },
      };
    },
    restart() {
      const left = [...pending].map((entry) => ({ entry, delayMs: entry.at - inner.now() }));
      for (const { entry } of left) entry.timer.cancel();
      inner = createShiftableClock();
      for (const { entry, delayMs } of left) {
        entry.at = inner.now() + Math.max(delayMs, 0);
        entry.timer = wait(delayMs, () => entry);
      }
    },
  };
}
