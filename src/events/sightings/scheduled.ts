import type { BusEvent } from '../event.ts';
import { code, type Draft } from './draft.ts';
import { nameInArn } from './reading.ts';

/** A rule of EventBridge that goes by the clock came due. */
export function scheduledDraft(event: BusEvent): Draft | undefined {
  if (event.detailType !== 'Scheduled Event') return undefined;
  const { account, region, resources } = event;
  const rule = resources[0] === undefined ? 'a rule' : nameInArn(resources[0]);
  return {
    kind: 'scheduled',
    key: [account, region, rule],
    title: `It is time for ${rule}`,
    severity: 'low',
    phase: 'passes',
    facts: [code('Rule', rule)],
  };
}
