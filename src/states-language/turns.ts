import { setImmediate } from 'node:timers/promises';
import type { JsonValue } from '../platform/index.ts';
import type { Frame } from './frame.ts';
import type { Steps } from './steps.ts';

/** Turns taken in a row before the rest of the process gets one. */
const turnsInARow = 500;

/** Whose turn it is: one step after the other, in the order of asking, whether a step has to wait or not. */
export interface Turns {
  add(frame: Frame, step: () => Steps | undefined): void;
  /** Resolves when nobody is waiting for a turn. */
  settled(): Promise<void>;
}

/**
 * @param options.isOver nothing runs any more
 * @param options.life grows with each redrive: what waited over the end of one life does not go on in the next
 * @param options.onThrown what a step threw; may go on with steps of its own
 */
export function createTurns(options: {
  isOver(): boolean;
  life(): number;
  onThrown(frame: Frame, error: unknown): Steps | undefined;
}): Turns {
  const queue: { readonly frame: Frame; readonly step: () => Steps | undefined }[] = [];
  const waiting: (() => void)[] = [];
  let busy = false;
  let inARow = 0;

  /** Takes the steps as far as they go without waiting; a promise where they do wait. */
  const proceed = (frame: Frame, steps: Steps, value: JsonValue | Thrown): Promise<void> | undefined =>
    guarded(frame, () => {
      const next = value instanceof Thrown ? steps.throw(value.error) : steps.next(value);
      if (next.done === true) return undefined;
      const life = options.life();
      const goOn = (result: JsonValue | Thrown) =>
        options.isOver() || !frame.alive || life !== options.life()
          ? undefined
          : proceed(frame, steps, result);
      return next.value.then(goOn, (error: unknown) => goOn(new Thrown(error)));
    });

  const guarded = (frame: Frame, run: () => Promise<void> | undefined): Promise<void> | undefined => {
    try {
      return run();
    } catch (error) {
      const more = options.onThrown(frame, error);
      return more && proceed(frame, more, null);
    }
  };

  /** One turn; a promise where the next has to wait for it, or for the rest of the process. */
  const takeOne = (frame: Frame, step: () => Steps | undefined): Promise<void> | undefined => {
    const pending = guarded(frame, () => {
      const steps = step();
      return steps && proceed(frame, steps, null);
    });
    inARow += 1;
    if (inARow < turnsInARow) return pending;
    inARow = 0;
    return (pending ?? Promise.resolve()).then(() => setImmediate());
  };

  const take = () => {
    for (let turn = queue.shift(); turn && !options.isOver(); turn = queue.shift()) {
      const pending = turn.frame.alive ? takeOne(turn.frame, turn.step) : undefined;
      if (pending) {
        void pending.then(take);
        return;
      }
    }
    busy = false;
    if (options.isOver()) queue.length = 0;
    for (const resolve of waiting.splice(0)) resolve();
  };

  return {
    add(frame, step) {
      queue.push({ frame, step });
      if (busy) return;
      busy = true;
      take();
    },
    settled: () => (busy ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}

/** A rejection on its way back into the steps that wait. */
class Thrown {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}
