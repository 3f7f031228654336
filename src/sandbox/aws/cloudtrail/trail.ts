import type { TrailEvent } from './trail-event.ts';

/** An event and its place: events of one second keep the order in which they came. */
export interface Kept {
  readonly event: TrailEvent;
  readonly serial: number;
}

export interface Trail {
  add(event: TrailEvent): void;
  /** Newest first. */
  newest(): readonly Kept[];
  clear(): void;
}

/** How many events are kept; older ones are forgotten. */
const most = 50_000;

export function createTrail(keep = most): Trail {
  /** Oldest first. */
  let kept: Kept[] = [];
  let serial = 0;
  return {
    add(event) {
      serial += 1;
      // Nearly every event is the newest: the place is found from the end.
      let at = kept.length;
      while (at > 0 && (kept[at - 1]?.event.atSeconds ?? 0) > event.atSeconds) at -= 1;
      kept.splice(at, 0, { event, serial });
      if (kept.length > keep * 1.2) kept = kept.slice(-keep);
    },
    newest: () => kept.slice(-keep).reverse(),
    clear() {
      kept = [];
    },
  };
}
