import { matches } from '../event-patterns/index.ts';
import type { Find } from './lint-policy.ts';
import type { Policy } from './policy.ts';

/** As AWS Health tells of it. https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
const exposed = {
  source: 'aws.health',
  'detail-type': 'AWS Health Event',
  account: '111122223333',
  region: 'us-east-1',
  resources: ['AKIAIOSFODNN7EXAMPLE'],
  detail: {
    service: 'RISK',
    eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED',
    eventTypeCategory: 'issue',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
    statusCode: 'open',
    eventRegion: 'us-east-1',
  },
};

export function lintExposedKeys({ exposedKeys, routes, queues }: Policy, find: Find): void {
  if (!exposedKeys) return;
  const { contain, protect, notify, dryRun } = exposedKeys;
  const fitting = routes.filter(({ match }) => matches(match, exposed));
  const route = fitting.find((one) => one.do === 'incident') ?? fitting[0];
  if (route?.do !== 'incident')
    find(
      'warning',
      `${route ? `the route that fits AWS Health's event says do: ${route.do}` : "no route fits AWS Health's event"}, so it is no incident; write { match: { source: [aws.health] }, do: incident, channel: incidents }`,
    );
  if (queues.length === 0) find('warning', 'there is no queue that the event could come by');
  if (protect.includes('*')) find('error', 'protect: "*" is everybody: no key is ever touched');
  if (contain === 'at_once' && protect.length === 0)
    find(
      'warning',
      'keys are made inactive at once, and nobody is protected; name the users whose keys must not stop (protect)',
    );
  if (dryRun) find('warning', 'dry_run is on: Signalbox says what it would do, and changes nothing');
  if (notify === undefined) find('note', 'only Slack hears of an exposed key; notify names an SNS topic');
}
