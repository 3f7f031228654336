import { isJsonObject, type JsonObject, type JsonValue } from '../../../../platform/index.ts';
import type { TaskRequest } from '../../../../states-language/index.ts';
import type { Caller } from '../../caller.ts';
import type { Colleagues } from '../../service.ts';
import type { StoredExecution } from '../execution-store.ts';
import { TaskFailure } from './failure.ts';

/** A task that calls another service. */
export interface IntegrationCall {
  readonly execution: StoredExecution;
  readonly request: TaskRequest;
  /** The state machine's role. */
  readonly caller: Caller;
  readonly colleagues: Colleagues;
}

/** What a service's answer makes of the task. @throws {TaskFailure} */
export type Integration = (call: IntegrationCall) => Promise<JsonValue>;

/** The role of a machine, or the one that a task's Credentials name, as the services see it. */
export function roleCaller(
  execution: StoredExecution,
  service: string,
  roleArn = execution.revision.roleArn,
): Caller {
  const [, , , region = '', home = ''] = execution.arn.split(':');
  const account = roleArn === execution.revision.roleArn ? home : (roleArn.split(':')[4] ?? home);
  const role = roleArn.split('/').at(-1) ?? '';
  return {
    accessKeyId: 'states',
    region,
    account,
    service,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${execution.name}`,
  };
}

/** The parameters of a call. @throws {TaskFailure} where they are no object */
export function parametersOf({ request }: IntegrationCall): JsonObject {
  if (isJsonObject(request.input)) return request.input;
  throw new TaskFailure(
    'States.Runtime',
    `The Parameters of ${request.resource} must be an object, not ${JSON.stringify(request.input)}.`,
  );
}

/** Strings stay as they are, anything else becomes its JSON text. */
export function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** AWS writes the keys of results in the order of the alphabet. */
export function inOrder(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
