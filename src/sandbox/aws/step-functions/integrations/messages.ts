import { isJsonObject, type JsonObject, type JsonValue } from '../../../../platform/index.ts';
import { asText, parametersOf, type IntegrationCall } from './call.ts';
import { optimisedFailure, TaskFailure, type Naming } from './failure.ts';
import { withSdkMetadata } from './sdk-metadata.ts';

/** `sqs:sendMessage`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
export async function sendMessage(call: IntegrationCall, now: number): Promise<JsonValue> {
  const result = await ask(call, 'sqs', 'SendMessage', textOf(parametersOf(call), 'MessageBody'), {
    prefix: 'SQS',
    service: 'AmazonSQS',
  });
  return withSdkMetadata(result, {
    now,
    contentType: 'application/x-amz-json-1.0',
    contentLength: Buffer.byteLength(JSON.stringify(result)),
  });
}

/** What SNS's XML has around a result, in bytes. */
const envelopeBytes = 258;

/** `sns:publish`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html */
export async function publish(call: IntegrationCall, now: number): Promise<JsonValue> {
  const result = await ask(call, 'sns', 'Publish', textOf(parametersOf(call), 'Message'), {
    prefix: 'SNS',
    service: 'AmazonSNS',
  });
  return withSdkMetadata(result, {
    now,
    contentType: 'text/xml',
    contentLength: envelopeBytes + asText(result['MessageId'] ?? '').length,
  });
}

/** `events:putEvents`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html */
export async function putEvents(call: IntegrationCall): Promise<JsonValue> {
  const input = parametersOf(call);
  const { execution } = call;
  const given = Array.isArray(input['Entries']) ? (input['Entries'] as readonly JsonValue[]) : [];
  const entries = given.map((entry) => {
    if (!isJsonObject(entry)) return entry;
    const resources = Array.isArray(entry['Resources']) ? (entry['Resources'] as readonly JsonValue[]) : [];
    return {
      ...textOf(entry, 'Detail'),
      // Who sent it, in the service's own words: nobody else can say it for them.
      Resources: [...resources, execution.machine.arn, execution.arn],
    };
  });
  const result = await ask(
    call,
    'events',
    'PutEvents',
    { ...input, Entries: entries },
    { prefix: 'EventBridge', service: 'AmazonCloudWatchEvents' },
  );
  if (result['FailedEntryCount'] !== 0 && result['FailedEntryCount'] !== undefined)
    throw new TaskFailure('EventBridge.FailedEntry', JSON.stringify(result));
  return result;
}

/** A field that must be a string on the wire. */
function textOf(params: JsonObject, field: string): JsonObject {
  const value = params[field];
  return value === undefined || value === null ? params : { ...params, [field]: asText(value) };
}

async function ask(
  { colleagues, caller }: IntegrationCall,
  service: string,
  operation: string,
  params: JsonObject,
  naming: Naming,
): Promise<JsonObject> {
  try {
    return await colleagues.call(service, operation, params, caller);
  } catch (error) {
    throw optimisedFailure(error, naming);
  }
}
