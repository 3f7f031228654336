/** A pending call of {@link Clock.after}. */
export interface Timer {
  cancel(): void;
}

/** Where the time comes from. Nothing outside `platform/` asks the operating system. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once, `delayMs` from now at the earliest. A task's promise is awaited by {@link ShiftableClock.advance}. */
  after(delayMs: number, task: () => void | Promise<void>): Timer;
}

/** A clock that can be moved forward; timers that become due on the way fire in order. */
export interface ShiftableClock extends Clock {
  /** How far this clock runs ahead of its base, in milliseconds. */
  readonly offsetMs: number;
  /** Moves forward, stopping at each due timer; resolves when the tasks of all of them are done. */
  advance(deltaMs: number): Promise<void>;
  /** Sets the offset to a given value (never backwards) by way of {@link advance}. */
  shiftTo(offsetMs: number): Promise<void>;
}

interface Waiting {
  at: number;
  order: number;
  task: () => void | Promise<void>;
}

/** Longest delay that setTimeout keeps without overflowing. https://nodejs.org/api/timers.html */
const longestDelayMs = 2_147_483_647;

export function systemClock(): Clock {
  return createShiftableClock();
}

/**
 * @param options.onError hears of tasks that failed; a warning of the process where it is absent
 * @param options.frozenAt where given, the clock stands still there and moves only by `advance` (for tests);
 *   otherwise it runs with the operating system's time plus the offset.
 */
export function createShiftableClock(
  options: { frozenAt?: number; onError?: (error: unknown) => void } = {},
): ShiftableClock {
  const frozenAt = options.frozenAt;
  const base = frozenAt === undefined ? () => Date.now() : () => frozenAt;
  const waiting = new Set<Waiting>();
  let offset = 0;
  let order = 0;
  let alarm: NodeJS.Timeout | undefined;
  let moving = Promise.resolve();
  const now = () => base() + offset;
  const report =
    options.onError ??
    ((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : String(error));
    });

  /** A task that fails is told of, and holds up no other. */
  const run = async ({ task }: Waiting) => {
    try {
      await task();
    } catch (error) {
      report(error);
    }
  };

  const next = () => {
    let first: Waiting | undefined;
    for (const entry of waiting) {
      if (!first || entry.at < first.at || (entry.at === first.at && entry.order < first.order))
        first = entry;
    }
    return first;
  };

  const arm = () => {
    if (frozenAt !== undefined) return;
    clearTimeout(alarm);
    const first = next();
    if (!first) return;
    alarm = setTimeout(ring, Math.min(Math.max(first.at - now(), 0), longestDelayMs));
    alarm.unref();
  };

  const ring = () => {
    for (let first = next(); first && first.at <= now(); first = next()) {
      waiting.delete(first);
      void run(first);
    }
    arm();
  };

  const move = async (target: number) => {
    for (let first = next(); first && first.at - base() <= target; first = next()) {
      waiting.delete(first);
      offset = Math.max(offset, first.at - base());
      await run(first);
      // Lets promises that the task started register their own timers before the next one is chosen.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    offset = Math.max(offset, target);
    arm();
  };

  return {
    now,
    after(delayMs, task) {
      const entry = { at: now() + Math.max(delayMs, 0), order: order++, task };
      waiting.add(entry);
      arm();
      return {
        cancel: () => {
          waiting.delete(entry);
        },
      };
    },
    get offsetMs() {
      return offset;
    },
    advance(deltaMs) {
      moving = moving.then(() => move(offset + Math.max(deltaMs, 0)));
      return moving;
    },
    shiftTo(offsetMs) {
      moving = moving.then(() => move(Math.max(offset, offsetMs)));
      return moving;
    },
  };
}
