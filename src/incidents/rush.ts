/** Incidents that opened in a channel of late. */
export interface Rush {
  /** When they opened, ms: those of the last minute. */
  readonly moments: readonly number[];
  /** Since when they come too fast for cards of their own, ms; absent while they do not. */
  readonly since?: number;
}

/** New cards that a channel takes in a minute before it is a flood: more, and nobody reads them. */
const mostAMinute = 6;
/** So long a time without a new incident ends a flood, ms. */
export const calmAfterMs = 60_000;

/** The rush after one more incident. Pure. */
export function afterOpening(rush: Rush | undefined, now: number): Rush {
  const last = rush?.moments.at(-1) ?? -Infinity;
  const goesOn = rush?.since !== undefined && now - last < calmAfterMs;
  const recent = (rush?.moments ?? []).filter((at) => now - at < calmAfterMs);
  // While it goes on, only the last of them matters.
  const moments = goesOn ? [now] : [...recent, now];
  const since = goesOn ? rush.since : moments.length > mostAMinute ? now : undefined;
  return { moments, ...(since !== undefined && { since }) };
}
