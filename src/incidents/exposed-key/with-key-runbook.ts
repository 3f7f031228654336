import type { IncidentPlan } from '../incident.ts';
import type { Sighting } from '../sighting.ts';
import type { ExposedKeyPolicy } from './policy.ts';
import { exposedKeyRunbook } from './runbook.ts';

/**
 * The plan of a sighting, with the key actions where it is about an exposed key and signalbox.yaml switches them on. A
 * route whose own runbook has key actions keeps to those. Pure.
 */
export function withKeyRunbook(
  plan: IncidentPlan,
  { kind, phase }: Pick<Sighting, 'kind' | 'phase'>,
  policy: ExposedKeyPolicy | undefined,
): IncidentPlan {
  if (!policy || kind !== 'exposed-key' || phase !== 'opens' || plan.weight !== 'incident') return plan;
  const own = plan.runbook.some(({ deed }) => deed.kind === 'call' && deed.call.startsWith('exposed-key.'));
  return own ? plan : { ...plan, runbook: [...exposedKeyRunbook(policy), ...plan.runbook] };
}
