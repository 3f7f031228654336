import type { Clock, Timer } from '../../../../platform/index.ts';
import type { ChildRequest, Random, TaskRequest } from '../../../../states-language/index.ts';
import type { Note } from './entry.ts';

/** What an execution drew and read before the process ended, in its order. */
export interface Past {
  readonly draws: readonly (string | number)[];
  readonly nows: readonly (readonly [reading: number, at: number])[];
}

/** Time and chance of one execution: noted while it lives, given again while it is replayed. */
export interface Memory {
  readonly clock: Clock;
  readonly random: Random;
  newToken(): string;
  readonly replaying: boolean;
  /** What the replayed execution asked of its host, by task and by child. */
  readonly tasks: Map<number, TaskRequest>;
  readonly children: Map<number, ChildRequest>;
  /** Replays the firing of the n-th timer. */
  fire(timer: number): void;
  /** The replay is over: what has not fired is set again. */
  goLive(): void;
}

interface Waiting {
  readonly due: number;
  readonly task: () => void | Promise<void>;
}

export function createMemory(needs: {
  clock: Clock;
  random: Random;
  newToken(): string;
  note(note: Note): void;
  /** A timer goes off now; it is noted before what it does. */
  onFire(timer: number): void;
  past?: Past;
}): Memory {
  const { clock } = needs;
  const draws = [...(needs.past?.draws ?? [])];
  const nows = [...(needs.past?.nows ?? [])];
  const waiting = new Map<number, Waiting>();
  const set = new Map<number, Timer>();
  let replaying = needs.past !== undefined;
  let readings = 0;
  let last = 0;
  let timers = 0;

  const draw = <T extends string | number>(make: () => T): T => {
    const again = draws.shift();
    if (again !== undefined) return again as T;
    const made = make();
    needs.note({ draw: made });
    return made;
  };
  const now = () => {
    readings += 1;
    if (!replaying) {
      const at = clock.now();
      if (at !== last) needs.note({ now: [readings, at] });
      last = at;
      return at;
    }
    for (let next = nows[0]; next && next[0] <= readings; next = nows[0]) {
      last = next[1];
      nows.shift();
    }
    return last;
  };
  const arm = (timer: number, { due, task }: Waiting) => {
    const armed = clock.after(due - clock.now(), () => {
      set.delete(timer);
      needs.onFire(timer);
      return task();
    });
    set.set(timer, armed);
  };

  return {
    clock: {
      now,
      after(delayMs, task) {
        timers += 1;
        const timer = timers;
        const entry = { due: (replaying ? last : clock.now()) + delayMs, task };
        if (replaying) waiting.set(timer, entry);
        else arm(timer, entry);
        return {
          cancel() {
            waiting.delete(timer);
            set.get(timer)?.cancel();
            set.delete(timer);
          },
        };
      },
    },
    random: {
      fraction: () => draw(() => needs.random.fraction()),
      uuid: () => draw(() => needs.random.uuid()),
    },
    newToken: () => draw(() => needs.newToken()),
    get replaying() {
      return replaying;
    },
    tasks: new Map(),
    children: new Map(),
    fire(timer) {
      const entry = waiting.get(timer);
      waiting.delete(timer);
      void entry?.task();
    },
    goLive() {
      replaying = false;
      last = 0;
      for (const [timer, entry] of waiting) arm(timer, entry);
      waiting.clear();
    },
  };
}
