import {
  isJsonObject,
  newUuid,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { validationError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { optionalText } from '../page.ts';
import type { Bus, Buses } from './bus.ts';
import { objectsOf, textsOf } from './constraint.ts';
import { envelope, type Envelope } from './event.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const mostEntries = 10;
const largestRequest = 262_144;
/** What a time counts for in an entry's size. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const timeBytes = 14;

/** PutEvents: each entry fails or is taken by itself. */
export function putEvents(needs: {
  buses: Buses;
  now: () => number;
  accept: (bus: Bus, event: Envelope) => void;
}): Operation {
  return (params, caller) => {
    const entries = objectsOf(params, 'Entries', mostEntries);
    if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > largestRequest) {
      throw validationError('Total size of the entries in the request is over the limit.');
    }
    let failed = 0;
    const answers = entries.map((entry): JsonObject => {
      const fault = faultOf(entry);
      if (fault) {
        failed += 1;
        return fault;
      }
      // An entry for a bus that is not there is taken, and lost, as in AWS.
      const bus = needs.buses.find(caller, optionalText(entry, 'EventBusName'));
      if (!bus) return { EventId: newUuid() };
      const detail = detailOf(entry);
      const event = envelope(
        {
          source: optionalText(entry, 'Source') ?? '',
          detailType: optionalText(entry, 'DetailType') ?? '',
          detail: detail ?? {},
          resources: textsOf(entry, 'Resources'),
          at: timeOf(entry['Time']) ?? needs.now(),
        },
        caller,
      );
      needs.accept(bus, event);
      return { EventId: event.id };
    });
    return { FailedEntryCount: failed, Entries: answers };
  };
}

function faultOf(entry: JsonObject): JsonObject | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    const value = optionalText(entry, name);
    if (value !== undefined && value !== '') continue;
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    };
  }
  if (optionalText(entry, 'Source')?.startsWith('aws.') === true) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  if (!detailOf(entry)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return undefined;
}

function detailOf(entry: JsonObject): JsonObject | undefined {
  const detail = parseJson(optionalText(entry, 'Detail') ?? '');
  return isJsonObject(detail) ? detail : undefined;
}

/** A time on the wire: seconds, or ISO 8601 from clients that write dates so. */
function timeOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value * 1000;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function sizeOf(entry: JsonObject): number {
  const texts = ['Source', 'DetailType', 'Detail'].map((name) => optionalText(entry, name) ?? '');
  const time = entry['Time'] === undefined || entry['Time'] === null ? 0 : timeBytes;
  return [...texts, ...textsOf(entry, 'Resources')].reduce(
    (sum, part) => sum + Buffer.byteLength(part),
    time,
  );
}
