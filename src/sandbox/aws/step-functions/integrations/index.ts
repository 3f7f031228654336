import type { JsonValue } from '../../../../platform/index.ts';
import { callSdk } from './aws-sdk.ts';
import { submitJob } from './batch.ts';
import type { IntegrationCall } from './call.ts';
import { TaskFailure } from './failure.ts';
import { callFunction, invokeFunction } from './lambda.ts';
import { publish, putEvents, sendMessage } from './messages.ts';
import { startExecution } from './nested.ts';

export { roleCaller, type IntegrationCall } from './call.ts';
export { TaskFailure } from './failure.ts';
export { camelKeys } from './keys.ts';
export { endedChild } from './nested.ts';
export { endedJob, endJob } from './batch.ts';

const optimised: Readonly<Record<string, (call: IntegrationCall, now: number) => Promise<JsonValue>>> = {
  'lambda:invoke': invokeFunction,
  'sqs:sendMessage': sendMessage,
  'sns:publish': publish,
  'events:putEvents': putEvents,
  'states:startExecution': startExecution,
  'batch:submitJob': submitJob,
};
/** Those that can wait for the end of what they began. */
const synchronous = ['states:startExecution', 'batch:submitJob'];

/** The service's first answer to a task. @throws {TaskFailure} */
export async function runIntegration(call: IntegrationCall, now: number): Promise<JsonValue> {
  const { kind, service = '', action = '', pattern, resource } = call.request;
  if (kind === 'lambda') return callFunction(call);
  const name = `${service}:${action}`;
  if (pattern === 'sync' && !synchronous.includes(name)) {
    throw new TaskFailure('States.Runtime', `The sandbox has no '.sync' of ${name}: ${resource}`);
  }
  if (service.startsWith('aws-sdk:')) return callSdk(call);
  const run = Object.hasOwn(optimised, name) ? optimised[name] : undefined;
  if (run) return run(call, now);
  throw new TaskFailure(
    'States.Runtime',
    `The sandbox has no integration ${name}. It has ${Object.keys(optimised).join(', ')} and aws-sdk:SERVICE:ACTION.`,
  );
}
