import { matches } from '../event-patterns/index.ts';
import type { CardRoute, Route } from '../events/index.ts';
import type { Step } from '../incidents/index.ts';
import { fitsGlob, type JsonObject } from '../platform/index.ts';
import { lintWords } from './lint-words.ts';
import type { Finding } from './lint-policy.ts';
import type { Policy } from './policy.ts';

type Find = (severity: Finding['severity'], message: string) => void;

/** What of `routes` and `runbooks` can never work, and what is legal but unwise. Pure. */
export function lintRoutes(policy: Policy): readonly Finding[] {
  const findings: Finding[] = [];
  for (const route of policy.routes) {
    const find: Find = (severity, message) => {
      findings.push({ severity, of: `route ${route.name}`, message });
    };
    if (route.do === 'start') lintMachine(route.machine, policy, find);
    if (route.do === 'start') lintLoop(route, find);
    if (route.do === 'incident' || route.do === 'notify') lintCard(route, policy, find);
  }
  return findings;
}

function lintCard(route: CardRoute, policy: Policy, find: Find): void {
  const { name, title = '', text = '', key = '', fields = {}, severity, runbook } = route;
  lintWords({ title, text, key, ...fields }, find);
  if (severity === 'critical' && takesEverything(route))
    find('warning', 'every event is critical; name a source, a detail-type, or what the detail says');
  if (route.do === 'notify') return;
  lintEscalation(route, find);
  for (const step of runbook) lintStep(step, policy, find);
  const respond = policy.access.some(
    ({ allow, on }) => allow.includes('respond') && on.some((glob) => fitsGlob(glob, name)),
  );
  if (!respond)
    find('warning', `nobody may work on its incidents; write a rule: allow: [respond], on: ["${name}"]`);
}

function lintEscalation({ escalate, settleAfterSeconds = Infinity }: CardRoute, find: Find): void {
  for (const [index, { afterSeconds, to }] of escalate.entries()) {
    if (afterSeconds >= settleAfterSeconds)
      find('warning', `${to} is called only when it has settled by itself (settle_after) already`);
    const before = escalate.slice(0, index);
    if (before.some((earlier) => earlier.afterSeconds >= afterSeconds))
      find('warning', `${to} is not called later than who stands before; put escalate in order of after`);
    if (before.some((earlier) => earlier.to === to)) find('note', `${to} is called twice`);
  }
}

function lintStep({ name, deed }: Step, policy: Policy, find: Find): void {
  if (deed.kind === 'start')
    lintMachine(deed.machine, policy, (severity, message) => {
      find(severity, `runbook step ${name}: ${message}`);
    });
}

function lintMachine(machine: string, { machines }: Policy, find: Find): void {
  if (!machines.some((glob) => fitsGlob(glob, machine)))
    find('error', `it starts ${machine}, which is not among machines: it would never start`);
}

/** What it starts makes events of its own. */
function lintLoop(route: Extract<Route, { do: 'start' }>, find: Find): void {
  const arn = `arn:aws:states:eu-west-1:111122223333:stateMachine:${route.machine}`;
  const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
  const again = statuses.filter((status) =>
    matches(route.match, {
      ...plainEvent,
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      detail: { status, stateMachineArn: arn },
    }),
  );
  if (again.length > 0)
    find(
      'error',
      `it starts ${route.machine} again when that is ${again.join(', ')}: without end; match less`,
    );
}

const plainEvent: JsonObject = {
  version: '0',
  id: '0',
  'detail-type': 'Something',
  source: 'somewhere',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {},
};

/** Whether two events that have nothing in common both fit. */
function takesEverything({ match }: CardRoute): boolean {
  const other = {
    ...plainEvent,
    source: 'aws.health',
    'detail-type': 'AWS Health Event',
    region: 'us-east-1',
  };
  return matches(match, plainEvent) && matches(match, other);
}
