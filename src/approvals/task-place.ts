import type { TaskPlace } from '../platform/index.ts';
import type { Approval } from './approval.ts';
import { executionOf } from './execution-of.ts';

/** Where the task behind an approval waits, as far as it is proven, claimed, or known by the activity. Pure. */
export function taskPlaceOf(approval: Approval): TaskPlace {
  const executionArn = executionOf(approval);
  if (executionArn !== undefined) return { executionArn };
  const { activity } = approval.gate;
  return activity === undefined ? {} : { activity };
}
