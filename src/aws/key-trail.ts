import { LookupEventsCommand, type CloudTrailClient, type Event } from '@aws-sdk/client-cloudtrail';
import { KeyDeskRefused, type Trail, type TrailEvent } from '../incidents/index.ts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { asked } from './key-refused.ts';
import { sleep } from './sleep.ts';

/** The largest page. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const pageSize = 50;
/** Pages of one Region: the newest 200 events say what a key is used for. */
const mostPages = 4;
/** LookupEvents takes two calls a second in a Region, from everybody in the account together. */
const pageEveryMs = 500;
const regionForm = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** The newest calls that were signed with a key, of several Regions at once; what cannot be read is said, not thrown. */
export async function readTrail(
  clientOf: (region: string) => CloudTrailClient,
  accessKeyId: string,
  wanted: readonly string[],
): Promise<Trail> {
  const regions = [...new Set(wanted)].filter((region) => regionForm.test(region));
  const reads = await Promise.all(
    regions.map(async (region) => ({ region, ...(await readRegion(clientOf(region), accessKeyId)) })),
  );
  const events = new Map<string, TrailEvent>();
  for (const { region, found } of reads)
    for (const [index, event] of found.entries())
      events.set(event.EventId ?? `${region} ${String(index)}`, eventOf(event, region));
  return {
    events: [...events.values()],
    regions: reads.flatMap(({ region, because }) => (because === undefined ? region : [])),
    cutIn: reads.flatMap(({ region, cut }) => (cut ? region : [])),
    unread: reads.flatMap(({ region, because }) => (because === undefined ? [] : { region, because })),
  };
}

interface Read {
  readonly found: readonly Event[];
  readonly cut: boolean;
  readonly because?: string;
}

/** Newest first; what came before a failure counts. */
async function readRegion(client: CloudTrailClient, accessKeyId: string): Promise<Read> {
  const found: Event[] = [];
  let next: string | undefined;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      if (page > 0) await sleep(pageEveryMs);
      const answer = await asked('cloudtrail:LookupEvents', () =>
        client.send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: accessKeyId }],
            MaxResults: pageSize,
            NextToken: next,
          }),
        ),
      );
      found.push(...(answer.Events ?? []));
      next = answer.NextToken;
      if (next === undefined) break;
    }
  } catch (error) {
    if (!(error instanceof KeyDeskRefused)) throw error;
    return { found, cut: false, because: error.message };
  }
  return { found, cut: next !== undefined };
}

function eventOf(event: Event, lookedIn: string): TrailEvent {
  const written = parseJson(event.CloudTrailEvent ?? '');
  const text = (key: string) => {
    const value = isJsonObject(written) ? written[key] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const address = text('sourceIPAddress');
  const error = text('errorCode');
  const service = (event.EventSource ?? '').replace(/\.amazonaws\.com(?:\.cn)?$/, '');
  return {
    at: event.EventTime?.getTime() ?? 0,
    call: `${service === '' ? '' : `${service}:`}${event.EventName ?? 'unknown'}`,
    region: text('awsRegion') ?? lookedIn,
    ...(address !== undefined && { address }),
    resources: (event.Resources ?? []).flatMap(({ ResourceType: type, ResourceName: name }) =>
      name === undefined ? [] : `${type === undefined ? '' : `${type} `}${name}`,
    ),
    ...(error !== undefined && { error }),
  };
}
