import { matches, type EventPattern } from '../event-patterns/index.ts';
import type { IncidentPlan, Severity, Step } from '../incidents/index.ts';
import type { JsonValue } from '../platform/index.ts';
import type { BusEvent } from './event.ts';

interface AnyRoute {
  /** What `on:` of a rule that allows `respond` names. */
  readonly name: string;
  readonly match: EventPattern;
}

/** Status changes of executions become one card each. */
export interface FollowRoute extends AnyRoute {
  readonly do: 'follow';
  /** Channel name or id. */
  readonly channel: string;
}

/** An event becomes a card: an incident that somebody works on, or a notice that is worth seeing. */
export interface CardRoute extends AnyRoute {
  readonly do: 'incident' | 'notify';
  readonly channel: string;
  /** Words with `{{ $.path }}` into the event's envelope; what is absent, the event says itself. */
  readonly title?: string;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What events have in common that are one incident; words with paths as well. */
  readonly key?: string;
  readonly severity?: Severity;
  readonly escalate: IncidentPlan['escalate'];
  readonly settleAfterSeconds?: number;
  /** The input of steps that start something still has its paths. */
  readonly runbook: readonly Step[];
}

/** An event starts a state machine, once. */
export interface StartRoute extends AnyRoute {
  readonly do: 'start';
  readonly machine: string;
  /** JSON with paths into the envelope; absent: the whole event, as a rule of EventBridge would hand it over. */
  readonly input?: JsonValue;
  /** Where it becomes an incident if it does not start. */
  readonly channel?: string;
}

/** One line of `routes:` in signalbox.yaml: which events, and what is done with them. */
export type Route = FollowRoute | CardRoute | StartRoute;

/** The routes that an event takes, in the order of the file. Pure. */
export function routesOf(event: BusEvent, routes: readonly Route[]): readonly Route[] {
  return routes.filter(({ match }) => matches(match, event.envelope));
}

export function isCardRoute(route: Route): route is CardRoute {
  return route.do === 'incident' || route.do === 'notify';
}
