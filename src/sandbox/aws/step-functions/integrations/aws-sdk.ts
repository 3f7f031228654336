import { isJsonObject, type JsonObject, type JsonValue } from '../../../../platform/index.ts';
import { inOrder, parametersOf, type IntegrationCall } from './call.ts';
import { sdkFailure, TaskFailure } from './failure.ts';
import { camelKeys, isoDates, pascalKeys } from './keys.ts';

/** Services whose name in `aws-sdk` resources is not the one that they sign with, or is not simply capitalised in errors. */
const services: Readonly<Record<string, { readonly signs?: string; readonly name?: string }>> = {
  sfn: { signs: 'states' },
  eventbridge: { signs: 'events', name: 'EventBridge' },
  redshiftdata: { signs: 'redshift-data', name: 'RedshiftData' },
  cloudtrail: { name: 'CloudTrail' },
  dynamodb: { name: 'DynamoDb' },
  secretsmanager: { signs: 'secretsmanager', name: 'SecretsManager' },
  cloudwatch: { signs: 'monitoring', name: 'CloudWatch' },
  cloudwatchlogs: { signs: 'logs', name: 'CloudWatchLogs' },
};
/** Services whose wire has `executionArn` where the Java SDK, and so the state, has `ExecutionArn`. */
const camel = new Set(['states', 'batch', 'ecs', 'logs']);
/** Members that are text on the wire: whoever gives an object means its JSON. */
const texts = new Set(
  'Input Output Cause MessageBody Message Detail Payload Definition PolicyDocument Policy SecretString Body EventPattern'.split(
    ' ',
  ),
);

/** `aws-sdk:SERVICE:action`: any operation that the sandbox has. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export async function callSdk(call: IntegrationCall): Promise<JsonValue> {
  const { request, colleagues, caller } = call;
  const written = request.service?.slice('aws-sdk:'.length) ?? '';
  const { signs = written, name = capital(written) } = services[written] ?? {};
  const operation = capital(request.action ?? '');
  if (!colleagues.has(signs, operation)) {
    throw new TaskFailure(
      'States.Runtime',
      `The sandbox has no ${operation} of ${written}: ${request.resource}`,
    );
  }
  const params = withTexts(parametersOf(call)) as JsonObject;
  let result: JsonObject;
  try {
    result = await colleagues.call(signs, operation, camel.has(signs) ? camelKeys(params) : params, caller);
  } catch (error) {
    throw sdkFailure(error, name);
  }
  return isoDates(inOrder(camel.has(signs) ? pascalKeys(result) : result));
}

function withTexts(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withTexts);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      texts.has(name) && inner !== null && typeof inner !== 'string'
        ? JSON.stringify(inner)
        : withTexts(inner),
    ]),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
