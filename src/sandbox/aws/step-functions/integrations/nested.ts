import { parseJson, type JsonObject, type JsonValue } from '../../../../platform/index.ts';
import { asText, inOrder, parametersOf, type IntegrationCall } from './call.ts';
import { optimisedFailure, TaskFailure } from './failure.ts';
import { withSdkMetadata } from './sdk-metadata.ts';
import { pascalKeys } from './keys.ts';

const naming = { prefix: 'StepFunctions', service: 'AWSStepFunctions' };

/** `states:startExecution`: the first answer. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export async function startExecution(call: IntegrationCall, now: number): Promise<JsonObject> {
  const { colleagues, caller } = call;
  const input = parametersOf(call);
  const { StateMachineArn = null, Name, TraceHeader } = input;
  const result = await colleagues
    .call(
      'states',
      'StartExecution',
      {
        stateMachineArn: StateMachineArn,
        input: asText(input['Input'] ?? {}),
        ...(Name !== undefined && Name !== null && { name: Name }),
        ...(TraceHeader !== undefined && { traceHeader: TraceHeader }),
      },
      caller,
    )
    .catch((error: unknown) => {
      throw optimisedFailure(error, naming);
    });
  return withSdkMetadata(milliseconds(pascalKeys(result)), {
    now,
    contentType: 'application/x-amz-json-1.0',
    contentLength: Buffer.byteLength(JSON.stringify(result)),
  });
}

/** What `.sync` gives of a child that ended; `.sync:2` has its input and output as JSON. @throws {TaskFailure} */
export async function endedChild(call: IntegrationCall, executionArn: string): Promise<JsonValue> {
  const child = await call.colleagues.call('states', 'DescribeExecution', { executionArn }, call.caller);
  const described = inOrder(milliseconds(pascalKeys(child)));
  const whole = call.request.resource.endsWith('.sync:2') ? asJson(described) : described;
  if (child['status'] === 'SUCCEEDED') return whole;
  throw new TaskFailure('States.TaskFailed', JSON.stringify(whole));
}

function asJson(described: JsonObject): JsonObject {
  const read = ([name, value]: [string, JsonValue]): [string, JsonValue] =>
    (name === 'Input' || name === 'Output') && typeof value === 'string'
      ? [name, parseJson(value) ?? value]
      : [name, value];
  return Object.fromEntries(Object.entries(described).map(read));
}

/** The wire's dates are seconds; results of Step Functions have milliseconds. */
function milliseconds(described: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(described).map(([name, value]) => [
      name,
      name.endsWith('Date') && typeof value === 'number' ? Math.round(value * 1000) : value,
    ]),
  );
}
