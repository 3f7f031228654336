import { matches, type EventPattern } from '../event-patterns/index.ts';
import type { BusEvent } from './event.ts';

/** One line of `routes:` in signalbox.yaml: which events, and what is done with them. */
export interface Route {
  readonly match: EventPattern;
  readonly do: 'follow' | 'notify' | 'incident' | 'start';
  /** Channel name or id. */
  readonly channel?: string;
}

/** The routes that an event takes, in the order of the file. Pure. */
export function routesOf(event: BusEvent, routes: readonly Route[]): readonly Route[] {
  return routes.filter(({ match }) => matches(match, event.envelope));
}
