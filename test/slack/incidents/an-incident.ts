import { emptyChain } from '../../../src/platform/index.ts';
import type { Incident, IncidentPlan, Sighting, Step } from '../../../src/incidents/index.ts';
import { monday } from '../../contracts/records.ts';

export const aSighting: Sighting = {
  kind: 'alarm',
  eventKey: 'evt-1',
  at: monday,
  account: '000000000000',
  region: 'eu-west-1',
  key: 'alarm/eu-west-1/checkout-5xx',
  title: 'Alarm checkout-5xx is in ALARM',
  meaning: 'More than 5 % of requests to checkout fail.',
  advice: 'Look at the newest deployment first; roll it back if it began then.',
  severity: 'high',
  phase: 'opens',
  facts: [
    { name: 'Metric', value: '5XXError' },
    { name: 'Function', value: 'checkout_api', code: true },
  ],
  links: [{ label: 'Alarm', url: 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:x' }],
  subject: {},
  detail: { alarmName: 'checkout-5xx', state: { value: 'ALARM' } },
};

const aStep: Step = {
  name: 'roll-back',
  label: 'Roll back',
  deed: { kind: 'start', machine: 'roll-back', input: {} },
  secondPerson: false,
  atOnce: false,
};

export const step = (name: string, more: Partial<Step> = {}): Step => ({
  ...aStep,
  name,
  label: name,
  ...more,
});

const aPlan: IncidentPlan = {
  route: 'alarms',
  weight: 'incident',
  channel: 'incidents',
  severity: 'high',
  escalate: [
    { afterSeconds: 900, to: '@platform-leads' },
    { afterSeconds: 1_800, to: 'U0LEAD' },
  ],
  runbook: [],
};

/** The record of an incident that nobody has yet. */
export function incident(more: Partial<Incident> = {}, plan: Partial<IncidentPlan> = {}): Incident {
  return {
    id: 'inc_0123456789abcdefghjk',
    key: aSighting.key,
    round: 1,
    revision: 1,
    first: aSighting,
    latest: aSighting,
    severity: 'high',
    count: 1,
    recent: [],
    openedAt: monday,
    lastSeenAt: monday,
    state: { kind: 'open' },
    escalated: 0,
    steps: {},
    timeline: [],
    timelineFolded: 0,
    told: [],
    card: {},
    due: [{ kind: 'escalate', at: monday + 900_000, attempt: 0 }],
    related: [],
    audit: emptyChain,
    ...more,
    plan: { ...aPlan, ...plan },
  };
}
