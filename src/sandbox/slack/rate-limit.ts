import type { Clock } from '../../platform/index.ts';

/** Calls that may come at once before a limit is felt; Slack allows short bursts too. */
const smallestBurst = 20;

export interface RateLimits {
  /** Seconds to wait, or undefined where the call may go on. */
  take(key: string, perMinute: number): number | undefined;
  clear(): void;
}

/** A bucket per method, and per channel where a method is limited so. */
export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, perMinute) {
      const now = clock.now();
      const burst = Math.max(smallestBurst, perMinute);
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      const left = Math.min(burst, bucket.left + ((now - bucket.at) / 60_000) * perMinute);
      if (left < 1) {
        buckets.set(key, { left, at: now });
        return Math.max(1, Math.ceil(((1 - left) * 60) / perMinute));
      }
      buckets.set(key, { left: left - 1, at: now });
      return undefined;
    },
    clear() {
      buckets.clear();
    },
  };
}
