import type { Clock } from '../../../platform/index.ts';
import type { Service } from '../service.ts';
import type { PrincipalIds } from './identity.ts';
import { lookupEvents } from './lookup-events.ts';
import type { MadeCall } from './made-call.ts';
import { isManagement } from './management.ts';
import { trailEventOf } from './trail-event.ts';
import { createTrail } from './trail.ts';

export type { MadeCall } from './made-call.ts';
export { seedTrail } from './seeds.ts';

export interface LocalCloudTrail {
  readonly service: Service;
  /** Keeps the event of a call, if it is one that a trail's history has. Calls may lie in the past. */
  readonly note: (call: MadeCall) => void;
  reset(): void;
}

/** The history of what was called in the account. An event is found at once, not after minutes as in AWS. */
export function createLocalCloudTrail(needs: { clock: Clock; idOf: PrincipalIds }): LocalCloudTrail {
  const trail = createTrail();
  return {
    service: {
      name: 'cloudtrail',
      json: { target: 'CloudTrail_20131101', version: '1.1' },
      operations: { LookupEvents: lookupEvents(trail, needs.clock) },
    },
    note(call) {
      if (isManagement(call)) trail.add(trailEventOf(call, needs.idOf));
    },
    reset() {
      trail.clear();
    },
  };
}
