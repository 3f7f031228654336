/** So many asks at one gate have a card each, while no more than these come within {@link withinMs}. */
const ownCards = 5;
const withinMs = 10_000;
/** A burst goes on until no ask came for so long, ms. */
const quietMs = 60_000;

/** What is remembered of the asks at one gate. */
export interface Burst {
  /** When asks came that got a card of their own, ms. */
  readonly alone: readonly number[];
  /** Since when asks share a card, ms. */
  readonly since?: number;
  readonly lastAt: number;
}

/** After one more ask: with `since`, it shares a card with all others of that moment on. Pure. */
export function afterAsk(before: Burst | undefined, now: number): Burst {
  if (before?.since !== undefined && now - before.lastAt <= quietMs) return { ...before, lastAt: now };
  const alone = [...(before?.alone ?? []).filter((at) => now - at < withinMs), now];
  return alone.length > ownCards ? { alone: [], since: now, lastAt: now } : { alone, lastAt: now };
}
