import { matches } from '../event-patterns/index.ts';
import type { BusEvent } from './event.ts';
import type { Planned } from './plan.ts';
import type { Route } from './route.ts';
import { sightingOf } from './sightings/index.ts';

/** No account is called so: a pattern that does not match it says which accounts it means. */
const noAccount = 'no-account';

/** Whether the pattern of a route says which accounts it means, and so this one. Pure. */
export function meansAccount({ match }: Route, { envelope }: BusEvent): boolean {
  return !matches(match, { ...envelope, account: noAccount });
}

/**
 * What an event of an account that is none of ours comes to: it is told, without buttons and without deeds, for names in
 * a route are names at home; and it ends nothing but what is its own. A route that means its account is taken whole. Pure.
 */
export function onlyTold(
  planned: readonly Planned[],
  event: BusEvent,
  routes: readonly Route[],
): readonly Planned[] {
  const own = sightingOf(event).key;
  return planned.flatMap((one) => {
    const { sighting, plan } = one;
    const route = routes.find(({ name }) => name === plan.route);
    if (route && meansAccount(route, event)) return [one];
    if (!route) return sighting.key === own ? [one] : [];
    if (plan.runbook.length === 0) return [one];
    return [{ sighting: { ...sighting, advice: nothingDone(event) }, plan: { ...plan, runbook: [] } }];
  });
}

export function nothingDone({ account }: BusEvent): string {
  return `The event is of account ${account}, which is neither Signalbox's own nor among accounts: of signalbox.yaml, so nothing is done by it. Look there by hand, or name the account in accounts: or in match: of the route.`;
}
