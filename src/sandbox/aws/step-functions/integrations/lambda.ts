import {
  isJsonObject,
  newUuid,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '../../../../platform/index.ts';
import { asText, parametersOf, type IntegrationCall } from './call.ts';
import { optimisedFailure, TaskFailure } from './failure.ts';
import { withSdkMetadata } from './sdk-metadata.ts';

const naming = { prefix: 'Lambda', service: 'AWSLambda' };

/** A Task whose Resource is the function's ARN: its result is what the function returned. */
export async function callFunction(call: IntegrationCall): Promise<JsonValue> {
  const { Payload } = await invoke(call, {
    FunctionName: call.request.resource,
    Payload: JSON.stringify(call.request.input),
  });
  return parseJson(textOf(Payload)) ?? null;
}

/** `lambda:invoke`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export async function invokeFunction(call: IntegrationCall, now: number): Promise<JsonValue> {
  const input = parametersOf(call);
  const given = input['Payload'];
  const result = await invoke(call, { ...input, ...(given !== undefined && { Payload: asText(given) }) });
  const payload = textOf(result['Payload']);
  const version = textOf(result['ExecutedVersion'] ?? '$LATEST');
  return withSdkMetadata(
    {
      ExecutedVersion: version,
      Payload: parseJson(payload) ?? payload,
      StatusCode: result['StatusCode'] ?? 200,
    },
    {
      now,
      connection: 'Connection',
      contentType: 'application/json',
      contentLength: Buffer.byteLength(payload),
      headers: {
        'X-Amz-Executed-Version': version,
        'x-amzn-Remapped-Content-Length': '0',
        'X-Amzn-Trace-Id': `root=1-${newUuid().slice(0, 8)}-${newUuid().replaceAll('-', '').slice(0, 24)};sampled=0`,
      },
    },
  );
}

async function invoke({ colleagues, caller }: IntegrationCall, params: JsonObject): Promise<JsonObject> {
  const name = textOf(params['FunctionName']);
  // Where nothing is said, Step Functions asks for the latest version by name.
  const qualified = params['Qualifier'] !== undefined || /:function:[^:]+:[^:]+$/.test(name);
  const result = await colleagues
    .call('lambda', 'Invoke', { ...params, ...(!qualified && { Qualifier: '$LATEST' }) }, caller)
    .catch((error: unknown) => {
      throw optimisedFailure(error, naming);
    });
  if (result['FunctionError'] === undefined) return result;
  const payload = textOf(result['Payload']);
  const thrown = parseJson(payload);
  const type = isJsonObject(thrown) ? thrown['errorType'] : undefined;
  throw new TaskFailure(typeof type === 'string' && type !== '' ? type : 'Lambda.Unknown', payload);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
