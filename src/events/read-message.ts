import { digestOf, isJsonObject, parseJson, type JsonObject, type JsonValue } from '../platform/index.ts';
import { eventKeyOf } from './event-key.ts';
import type { BusEvent } from './event.ts';
import type { QueueMessage } from './message.ts';

/** What a message's body turned out to be. */
export type Read =
  | { readonly kind: 'events'; readonly events: readonly BusEvent[] }
  /** An ask sent to the queue as it is: `arn:aws:states:::sqs:sendMessage.waitForTaskToken`. */
  | { readonly kind: 'ask'; readonly written: JsonObject }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Nothing that Signalbox reads is nested deeper; deeper JSON is somebody's attempt on the stack. */
const deepest = 100;
const statusChange = 'Step Functions Execution Status Change';

/**
 * Reads a message: plain EventBridge envelopes, the same wrapped once by SNS, S3 notifications, what an input
 * transformer left of an envelope, and Signalbox's own asks. Pure; never throws.
 */
export function readMessage(message: QueueMessage): Read {
  const body = parse(message.body);
  if ('because' in body) return { kind: 'unreadable', because: body.because };
  if (!isNotification(body.value)) return readValue(body.value, message);
  const inner = parse(body.value.Message);
  if ('because' in inner)
    return { kind: 'unreadable', because: `the message that SNS wrapped is unreadable: ${inner.because}` };
  if (isNotification(inner.value)) return { kind: 'unreadable', because: 'SNS wrapped it twice' };
  return readValue(inner.value, message);
}

function parse(text: string): { readonly value: JsonValue } | { readonly because: string } {
  if (deeperThan(text, deepest)) return { because: `it is nested deeper than ${String(deepest)} levels` };
  const value = parseJson(text);
  return value === undefined ? { because: 'it is not JSON' } : { value };
}

function isNotification(value: JsonValue): value is JsonObject & { readonly Message: string } {
  return isJsonObject(value) && value['Type'] === 'Notification' && typeof value['Message'] === 'string';
}

function readValue(value: JsonValue, message: QueueMessage): Read {
  if (!isJsonObject(value)) return { kind: 'unreadable', because: 'it is not a JSON object' };
  const { schema } = value;
  if (typeof schema === 'string' && schema.startsWith('signalbox/')) return { kind: 'ask', written: value };
  if (Array.isArray(value['Records'])) return readRecords(value['Records'] as readonly JsonValue[], message);
  const event = readEnvelope(value, message) ?? readDetail(value, message);
  if (event) return { kind: 'events', events: [event] };
  return {
    kind: 'unreadable',
    because:
      'it is neither an EventBridge event (source, detail-type, detail), an SNS notification, nor an ask (schema)',
  };
}

/**
 * A whole envelope, or what an input transformer kept of one: it names its type and carries the detail. Notification
 * rules of CodePipeline and its sisters write `detailType`.
 */
function readEnvelope(value: JsonObject, message: QueueMessage): BusEvent | undefined {
  const { source, account, region, resources, detail, time } = value;
  const detailType = value['detail-type'] ?? value['detailType'];
  if (typeof source !== 'string' || typeof detailType !== 'string' || !isJsonObject(detail)) return undefined;
  return {
    key: eventKeyOf(value, message.id),
    at: timeOf(time, message),
    source,
    detailType,
    account: typeof account === 'string' ? account : '',
    region: typeof region === 'string' ? region : '',
    resources: texts(resources),
    detail,
    envelope: 'detail-type' in value ? value : { ...value, 'detail-type': detailType },
  };
}

/** The bare detail of a status change (`InputPath: $.detail`). */
function readDetail(detail: JsonObject, message: QueueMessage): BusEvent | undefined {
  const { executionArn, stateMachineArn, status } = detail;
  if (typeof executionArn !== 'string' || typeof stateMachineArn !== 'string' || typeof status !== 'string')
    return undefined;
  const [, , , region = '', account = ''] = executionArn.split(':');
  const common = { source: 'aws.states', account, region, resources: [executionArn], detail };
  return {
    ...common,
    key: `message/${message.id}`,
    at: timeOf(undefined, message),
    detailType: statusChange,
    envelope: { ...common, 'detail-type': statusChange },
  };
}

/** S3's own notifications: one event a record, as EventBridge would have made it. */
function readRecords(records: readonly JsonValue[], message: QueueMessage): Read {
  const events = records.filter(isJsonObject).map((detail): BusEvent => {
    const source =
      typeof detail['eventSource'] === 'string' ? detail['eventSource'].replace(':', '.') : 'aws.s3';
    const detailType = typeof detail['eventName'] === 'string' ? detail['eventName'] : 'Record';
    const region = typeof detail['awsRegion'] === 'string' ? detail['awsRegion'] : '';
    const common = { source, region, account: '', resources: [], detail };
    // A record has no id of its own; the same bytes are the same record.
    const key = `record/${digestOf(JSON.stringify(detail))}`;
    const at = timeOf(detail['eventTime'], message);
    return { ...common, key, at, detailType, envelope: { ...common, 'detail-type': detailType } };
  });
  if (events.length === records.length && events.length > 0) return { kind: 'events', events };
  return { kind: 'unreadable', because: 'its Records are not a list of records' };
}

function timeOf(written: JsonValue | undefined, message: QueueMessage): number {
  const at = typeof written === 'string' ? Date.parse(written) : Number.NaN;
  return Number.isFinite(at) ? at : (message.sentAt ?? 0);
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string')
    : [];
}

/** Brackets outside of strings, counted without recursion. */
function deeperThan(text: string, levels: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') {
      depth += 1;
      if (depth > levels) return true;
    } else if (sign === '}' || sign === ']') depth -= 1;
  }
  return false;
}
