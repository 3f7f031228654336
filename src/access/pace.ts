import type { Clock } from '../platform/index.ts';
import type { UserId } from './person.ts';

/** A bucket of tokens for each person, in this process: `burst` at once, `perMinute` after that. */
export interface Pace {
  /** Takes a token; 0, or how long to wait for the next one, ms. */
  take(who: UserId): number;
  /** How long to wait for a token, ms; takes none. */
  wait(who: UserId): number;
}

/** Buckets kept before those that are full again are dropped. */
const mostBuckets = 1_000;

export function createPace(needs: { clock: Clock; burst: number; perMinute: number }): Pace {
  const { clock, burst } = needs;
  const perMs = needs.perMinute / 60_000;
  const buckets = new Map<UserId, { readonly tokens: number; readonly at: number }>();
  const tokensNow = (who: UserId): number => {
    const bucket = buckets.get(who);
    return bucket ? Math.min(burst, bucket.tokens + (clock.now() - bucket.at) * perMs) : burst;
  };
  const waitFor = (tokens: number) => (tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs));
  return {
    take(who) {
      if (buckets.size > mostBuckets)
        for (const known of buckets.keys()) if (tokensNow(known) >= burst) buckets.delete(known);
      const tokens = tokensNow(who);
      if (tokens >= 1) buckets.set(who, { tokens: tokens - 1, at: clock.now() });
      return waitFor(tokens);
    },
    wait: (who) => waitFor(tokensNow(who)),
  };
}
