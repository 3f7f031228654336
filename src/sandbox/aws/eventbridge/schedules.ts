import type { Clock, Timer } from '../../../platform/index.ts';
import type { Rule } from './bus.ts';

/** Fires scheduled rules by the clock. */
export interface Schedules {
  /** Takes up a rule that is new or changed, or lets one go that is disabled. */
  arm(rule: Rule): void;
  clear(): void;
}

export function createSchedules(needs: {
  clock: Clock;
  fire: (rule: Rule) => void | Promise<void>;
}): Schedules {
  const { clock } = needs;
  const timers = new Map<string, Timer>();

  const wait = (rule: Rule, after: number) => {
    const at = rule.schedule?.(after);
    if (at === undefined) return;
    const timer = clock.after(at - clock.now(), () => {
      // From the time it was due, so that a clock that jumped does not shift the beat.
      wait(rule, at);
      return needs.fire(rule);
    });
    timers.set(rule.arn, timer);
  };

  return {
    arm(rule) {
      timers.get(rule.arn)?.cancel();
      timers.delete(rule.arn);
      if (rule.state !== 'DISABLED') wait(rule, clock.now());
    },
    clear() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
