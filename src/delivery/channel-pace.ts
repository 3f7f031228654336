import type { Clock } from '../platform/index.ts';

/**
 * Slack takes about one post a second and channel, and short bursts above that.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const burst = 3;
const everyMs = 1_100;

/** How much may still be written into a channel. */
export interface ChannelPace {
  /** Whether something may be written now; it counts then. */
  take(channel: string): boolean;
  /** How much may be written now. */
  left(channel: string): number;
}

/** Of this process: what it writes by due work, evenly over time. */
export function createChannelPace(clock: Clock): ChannelPace {
  /** When everything written so far is paid for, ms. */
  const paidAt = new Map<string, number>();
  const left = (channel: string) => {
    const owed = Math.max(0, (paidAt.get(channel) ?? 0) - clock.now());
    return Math.floor(burst - owed / everyMs);
  };
  return {
    left,
    take(channel) {
      if (left(channel) < 1) return false;
      paidAt.set(channel, Math.max(clock.now(), paidAt.get(channel) ?? 0) + everyMs);
      return true;
    },
  };
}
