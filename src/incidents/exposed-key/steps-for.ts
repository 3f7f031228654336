import type { Sighting } from '../sighting.ts';
import type { Step } from '../step.ts';
import type { ExposedKeyPolicy } from './policy.ts';
import { exposedKeyRunbook } from './runbook.ts';

/** What people may do about an incident of this kind, whatever its route says; nothing where the policy allows nothing. Pure. */
export function stepsFor(
  { kind }: Pick<Sighting, 'kind'>,
  policy: ExposedKeyPolicy | undefined,
): readonly Step[] {
  return kind === 'exposed-key' && policy ? exposedKeyRunbook(policy) : [];
}
