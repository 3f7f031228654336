import type { HistoryEvent } from '../execution.ts';

/** One step into a Map or Parallel state. */
export interface Scope {
  readonly kind: 'Map' | 'Parallel';
  /** The Map or Parallel state itself. */
  readonly of: Place;
  /** The item's number, from 0; the first state of the branch. */
  readonly part: number | string;
}

/** Where in the workflow an event belongs. */
export interface Place {
  readonly state?: string;
  /** Id of the event that entered the state: one visit of it. */
  readonly visit?: number;
  readonly within: readonly Scope[];
}

const root: Place = { within: [] };

/**
 * The place of every event, by id: each event names the one before it in its own line of the run. A line whose
 * beginning was not read has an unknown state until it enters the next. Pure. @param ordered by id
 */
export function placesOf(ordered: readonly HistoryEvent[]): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const types = new Map<number, string>();
  for (const event of ordered) {
    const before = places.get(event.previousEventId) ?? root;
    places.set(event.id, placeOf(event, before, types.get(event.previousEventId) ?? ''));
    types.set(event.id, event.type);
  }
  return places;
}

function placeOf(event: HistoryEvent, before: Place, typeBefore: string): Place {
  const { type, id } = event;
  const name = nameIn(event);
  if (type.startsWith('Execution')) return root;
  if (type.endsWith('StateEntered')) {
    const within =
      typeBefore === 'ParallelStateStarted'
        ? [...before.within, { kind: 'Parallel' as const, of: before, part: name ?? '' }]
        : before.within;
    return { ...(name !== undefined && { state: name }), visit: id, within };
  }
  if (type.endsWith('StateExited'))
    return name === undefined || before.state === name ? before : { state: name, within: before.within };
  if (type === 'MapIterationStarted') {
    const index = event.details['index'];
    const part = typeof index === 'number' ? index : 0;
    return { within: [...before.within, { kind: 'Map', of: before, part }] };
  }
  if (type.startsWith('MapIteration')) return container(before, 'Map');
  const [, kind, word] = /^(Map|Parallel)State(Started|Failed|Succeeded)$/.exec(type) ?? [];
  if (kind !== 'Map' && kind !== 'Parallel') return before;
  // A first start follows the entry; an end follows the last item. All else comes out of an item or a branch.
  const inItself =
    typeBefore === `${kind}StateEntered` ||
    (word !== 'Started' && (typeBefore === `${kind}StateStarted` || /^Map(Iteration|Run)/.test(typeBefore)));
  return inItself ? before : container(before, kind);
}

/** The Map or Parallel state around a place. */
function container(place: Place, kind: Scope['kind']): Place {
  return place.within.findLast((scope) => scope.kind === kind)?.of ?? place;
}

export function nameIn({ details }: HistoryEvent): string | undefined {
  const { name } = details;
  return typeof name === 'string' ? name : undefined;
}
