import { CloudTrailClient, LookupEventsCommand, type Event } from '@aws-sdk/client-cloudtrail';
import { exposedKeyIn, type HealthEvent } from './lib/exposed-key.ts';

/** CloudTrail takes two look-ups a second of an account in a Region. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const everyMs = 500;
/** Of each Region the newest 200 calls are counted, and the ten most frequent of each kind are named. */
const mostPages = 4;
const mostNamed = 10;

export interface Activity {
  readonly calls: number;
  readonly denied: number;
  readonly first?: string;
  readonly last?: string;
  readonly byCall: Readonly<Record<string, number>>;
  readonly byRegion: Readonly<Record<string, number>>;
  readonly byAddress: Readonly<Record<string, number>>;
  readonly resources: Readonly<Record<string, number>>;
  /** Regions in which there is more than was counted. */
  readonly moreIn: readonly string[];
}

/** Counts what the exposed key was used for, in the Regions that the template names. */
export async function handler(event: HealthEvent): Promise<Activity> {
  const key = exposedKeyIn(event) ?? '';
  const regions = (process.env['REGIONS'] ?? '').split(',').map((region) => region.trim());
  const own = process.env['AWS_REGION'] ?? 'us-east-1';
  const all = [...new Set([own, ...regions])].filter((region) => region !== '');
  const reads = await Promise.all(
    all.map(async (region) => ({ region, ...(await readRegion(region, key)) })),
  );
  const events = reads.flatMap(({ region, found }) =>
    found.map((one) => ({ ...one, ...writtenIn(one, region) })),
  );
  const times = events.flatMap(({ EventTime: at }) => at?.toISOString() ?? []).sort();
  const [first, last] = [times[0], times.at(-1)];
  return {
    calls: events.length,
    denied: events.filter(({ error }) => /AccessDenied|Unauthorized/.test(error)).length,
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    byCall: counted(
      events.map(({ EventSource = '', EventName = '' }) => `${EventSource.split('.')[0] ?? ''}:${EventName}`),
    ),
    byRegion: counted(events.map(({ region }) => region)),
    byAddress: counted(events.map(({ address }) => address)),
    resources: counted(events.flatMap(({ Resources = [] }) => Resources.map(nameOf))),
    moreIn: reads.flatMap(({ region, more }) => (more ? region : [])),
  };
}

async function readRegion(region: string, key: string): Promise<{ found: readonly Event[]; more: boolean }> {
  const trail = new CloudTrailClient({ region });
  const found: Event[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    if (page > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    const answer = await trail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: key }],
        NextToken,
      }),
    );
    found.push(...(answer.Events ?? []));
    NextToken = answer.NextToken;
    if (NextToken === undefined) break;
  }
  return { found, more: NextToken !== undefined };
}

/** What only the record itself says. */
function writtenIn({ CloudTrailEvent = '{}' }: Event, lookedIn: string) {
  const written = JSON.parse(CloudTrailEvent) as Readonly<Record<string, string | undefined>>;
  return {
    region: written['awsRegion'] ?? lookedIn,
    address: written['sourceIPAddress'] ?? 'unknown',
    error: written['errorCode'] ?? '',
  };
}

function nameOf({ ResourceType: type = '', ResourceName: name = '' }): string {
  return `${type} ${name}`.trim();
}

/** The most frequent, most frequent first. */
function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a).slice(0, mostNamed));
}
