import {
  digestOf,
  isJsonObject,
  parseJson,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalText, tokenOf } from '../page.ts';
import type { TrailEvent } from './trail-event.ts';
import type { Kept, Trail } from './trail.ts';

const largestPage = 50;
/** How far back the history of events goes. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
const keptSeconds = 90 * 86_400;

type Fits = (event: TrailEvent, value: string) => boolean;

const attributes: Readonly<Record<string, Fits>> = {
  EventId: ({ id }, value) => id === value,
  EventName: ({ name }, value) => name === value,
  ReadOnly: ({ readOnly }, value) => String(readOnly) === value,
  Username: ({ username }, value) => username === value,
  ResourceType: ({ resources }, value) => resources.some(({ type }) => type === value),
  ResourceName: ({ resources }, value) => resources.some(({ name }) => name === value),
  EventSource: ({ source }, value) => source === value,
  AccessKeyId: ({ accessKeyId }, value) => accessKeyId === value,
};

/** Events of one account and Region, newest first. */
export function lookupEvents(trail: Trail, clock: Clock): Operation {
  return (params, { account, region }) => {
    const size = pageSize(params);
    const fits = attributeOf(params);
    const { from, to } = rangeOf(params);
    const oldest = Math.max(from, clock.now() / 1000 - keptSeconds);
    const asked = digestOf(JSON.stringify([params['LookupAttributes'] ?? [], from, to]));
    const after = placeOf(optionalText(params, 'NextToken'), asked);
    const found = trail
      .newest()
      .filter(
        ({ event }) =>
          event.account === account &&
          event.region === region &&
          event.atSeconds >= oldest &&
          event.atSeconds <= to &&
          fits(event),
      )
      .filter((kept) => !after || isOlder(kept, after));
    const page = found.slice(0, size);
    const last = page.at(-1);
    const more = last !== undefined && found.length > size;
    return {
      Events: page.map(({ event }) => shown(event)),
      ...(more && { NextToken: tokenFor(last, asked) }),
    };
  };
}

function pageSize(params: JsonObject): number {
  const wanted = params['MaxResults'] ?? largestPage;
  if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1 && wanted <= largestPage)
    return wanted;
  throw new AwsError(
    'InvalidMaxResultsException',
    `A max results value of ${JSON.stringify(wanted)} is invalid. Specify max results between 1 and ${String(largestPage)}.`,
  );
}

/** The service looks by the first attribute alone, and says nothing of others. */
function attributeOf(params: JsonObject): (event: TrailEvent) => boolean {
  const given = params['LookupAttributes'];
  const [first] = Array.isArray(given) ? (given as readonly JsonValue[]) : [];
  if (first === undefined) return () => true;
  const { AttributeKey: key, AttributeValue: value } = isJsonObject(first) ? first : {};
  const fits = typeof key === 'string' && Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  if (!fits || typeof value !== 'string' || value === '')
    throw new AwsError(
      'InvalidLookupAttributesException',
      `The lookup attribute ${JSON.stringify(first)} is invalid. Its key is one of ${Object.keys(attributes).join(', ')}; its value is not empty.`,
    );
  return (event) => fits(event, value);
}

function rangeOf(params: JsonObject): { readonly from: number; readonly to: number } {
  const { StartTime: start, EndTime: end } = params;
  const from = typeof start === 'number' ? start : 0;
  const to = typeof end === 'number' ? end : Number.POSITIVE_INFINITY;
  if (from > to) throw new AwsError('InvalidTimeRangeException', 'The start time occurs after the end time.');
  return { from, to };
}

interface Place {
  readonly atSeconds: number;
  readonly serial: number;
}

function isOlder({ event, serial }: Kept, than: Place): boolean {
  return event.atSeconds < than.atSeconds || (event.atSeconds === than.atSeconds && serial < than.serial);
}

function tokenFor({ event, serial }: Kept, asked: string): string {
  return tokenOf(JSON.stringify([asked, event.atSeconds, serial]));
}

/** Where a page begins. A token goes with the look-up that it came from. */
function placeOf(token: string | undefined, asked: string): Place | undefined {
  if (token === undefined) return undefined;
  const read = parseJson(Buffer.from(token, 'base64url').toString());
  const [from, atSeconds, serial] = Array.isArray(read) ? (read as readonly unknown[]) : [];
  if (from === asked && typeof atSeconds === 'number' && typeof serial === 'number')
    return { atSeconds, serial };
  throw new AwsError(
    'InvalidNextTokenException',
    'The token is not valid, or was given for a look-up with other parameters.',
  );
}

function shown(event: TrailEvent): JsonObject {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: String(event.readOnly),
    AccessKeyId: event.accessKeyId,
    EventTime: event.atSeconds,
    EventSource: event.source,
    Username: event.username,
    Resources: event.resources.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: event.record,
  };
}
