import type { Incidents } from '../incidents/index.ts';
import type { Clock, Logger } from '../platform/index.ts';
import type { BusEvent } from './event.ts';
import type { Outcome } from './message.ts';
import { meansAccount, nothingDone, onlyTold } from './foreign-account.ts';
import { plannedFor, type Planned, type StepsFor } from './plan.ts';
import { routesOf, type Route, type StartRoute } from './route.ts';
import { sightingOf } from './sightings/index.ts';
import { startFailed, startWish, type StartWish } from './start-wish.ts';

export interface RoutingNeeds {
  /** Those of signalbox.yaml as it is now. */
  readonly routes: () => readonly Route[];
  readonly incidents: Pick<Incidents, 'take'>;
  /** What can be done about an incident beside its route's own steps. */
  readonly stepsFor?: StepsFor;
  /** Starts in nobody's name. @throws what another try may mend */
  readonly start: (
    wish: StartWish,
  ) => Promise<
    | { readonly kind: 'started'; readonly executionArn: string }
    | { readonly kind: 'refused'; readonly sentence: string }
  >;
  /** Accounts where Signalbox works. @throws what another try may mend */
  readonly accounts: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Does what all routes that an event takes say. Each deed is safe to repeat, and one that fails keeps none of the others
 * from being done: the event comes again.
 */
export function createRouting(needs: RoutingNeeds): (event: BusEvent) => Promise<Outcome> {
  const { routes, incidents, clock, log } = needs;

  /** What comes without an account was sent to our own queue by somebody who may. */
  const isOurs = async ({ account }: BusEvent): Promise<boolean> =>
    account === '' || (await needs.accounts()).includes(account);

  /** Accounts are asked for only where it matters: what is only told needs no answer of AWS. */
  const plannedFrom = async (event: BusEvent): Promise<readonly Planned[]> => {
    const planned = plannedFor(event, routes(), needs.stepsFor);
    const told = onlyTold(planned, event, routes());
    const isSame = told.length === planned.length && told.every((one, index) => one === planned[index]);
    return isSame || (await isOurs(event)) ? planned : told;
  };

  /** Undefined where it is done, else why nobody can. */
  const start = async (route: StartRoute, event: BusEvent): Promise<string | undefined> => {
    const outcome =
      meansAccount(route, event) || (await isOurs(event))
        ? await needs.start(startWish(route, event))
        : { kind: 'refused' as const, sentence: nothingDone(event) };
    if (outcome.kind === 'started') {
      log.info(
        { event: event.key, route: route.name, executionArn: outcome.executionArn },
        'started by an event',
      );
      return undefined;
    }
    const { sentence } = outcome;
    log.warn(
      { event: event.key, route: route.name, machine: route.machine, because: sentence },
      'not started',
    );
    const { channel } = route;
    if (channel === undefined) return `route ${route.name} did not start ${route.machine}: ${sentence}`;
    const { sighting, plan } = startFailed({ ...route, channel }, sightingOf(event), sentence);
    await incidents.take(sighting, plan);
    return undefined;
  };

  return async (given) => {
    const event = given.at > 0 ? given : { ...given, at: clock.now() };
    const taken = routesOf(event, routes());
    const planned = await plannedFrom(event);
    if (taken.length === 0)
      log.debug({ source: event.source, detailType: event.detailType }, 'no route matches an event');
    const deeds = [
      ...planned.map(async ({ sighting, plan }) => {
        await incidents.take(sighting, plan);
        return undefined;
      }),
      ...taken.flatMap((route) => (route.do === 'start' ? [start(route, event)] : [])),
    ];
    const results = await Promise.allSettled(deeds);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    const unmet = results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : []));
    return unmet.length === 0 ? { kind: 'done' } : { kind: 'rejected', because: unmet.join('; ') };
  };
}
