import type { RawEvent } from './history.ts';

/** Around which items of which Maps an event stands, innermost first, as `Map/index`; none outside of Maps. Pure. */
export function iterationsOf(event: RawEvent, byId: ReadonlyMap<number, RawEvent>): readonly string[] {
  const found: string[] = [];
  /** Iterations that ended before this event: they are beside it, not around it. */
  let beside = 0;
  for (let at = byId.get(event.previousEventId); at; at = byId.get(at.previousEventId)) {
    if (/^MapIteration(?:Succeeded|Failed|Aborted)$/.test(at.type)) beside += 1;
    if (at.type !== 'MapIterationStarted') continue;
    if (beside > 0) beside -= 1;
    else found.push(`${String(at.details['name'])}/${String(at.details['index'])}`);
  }
  return found;
}
