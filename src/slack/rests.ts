import type { Clock } from '../platform/index.ts';

/** One a second is what Slack takes about of whatever it limits; each who is turned away comes this much later, ms. */
const turnMs = 1_000;
/** Turns beyond these begin anew: nobody is sent away for longer than half a minute more than Slack said. */
const mostTurns = 30;

/** What Slack asked to leave alone for a while. */
export interface Rests {
  /** Slack asked for it: nothing of this kind before so many seconds are over. */
  begin(key: string, seconds: number): void;
  /** Seconds after which to ask again, a later turn for each who asks; undefined where nothing rests. */
  turn(key: string): number | undefined;
}

export function createRests(clock: Clock): Rests {
  const resting = new Map<string, { readonly until: number; readonly turns: number }>();
  return {
    begin(key, seconds) {
      const { until = 0, turns = 0 } = resting.get(key) ?? {};
      resting.set(key, { until: Math.max(until, clock.now() + seconds * 1000), turns });
    },
    turn(key) {
      const rest = resting.get(key);
      if (!rest) return undefined;
      const leftMs = rest.until - clock.now();
      if (leftMs <= 0) {
        resting.delete(key);
        return undefined;
      }
      resting.set(key, { ...rest, turns: rest.turns + 1 });
      return Math.ceil((leftMs + (rest.turns % mostTurns) * turnMs) / 1000);
    },
  };
}
