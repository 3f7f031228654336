import type { ExecutionsNeeds } from './ground.ts';
import type { Refused } from './refusal.ts';
import { createStartOnce, type WrittenStart } from './start-once.ts';

/** Starts what a route of signalbox.yaml names, in nobody's name. @throws what another try may mend */
export type StartByEvent = (
  wish: WrittenStart,
) => Promise<{ readonly kind: 'started'; readonly executionArn: string } | Refused>;

/** As the schedules of the file do: the rule is the file, and a gate that asks has no known requester. */
export function createStartByEvent(needs: ExecutionsNeeds): StartByEvent {
  const startOnce = createStartOnce(needs);
  return (wish) => startOnce('event', wish);
}
