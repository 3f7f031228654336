import type { JsonObject } from '../platform/index.ts';
import type { ExecutionIdentity } from './host.ts';

/** What `$$` leads into. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(
  identity: ExecutionIdentity,
  state: { name: string; enteredAt: number; retryCount?: number },
  more: { token?: string; mapItem?: JsonObject } = {},
): JsonObject {
  return {
    Execution: {
      Id: identity.executionArn,
      Input: identity.input,
      Name: identity.name,
      RoleArn: identity.roleArn,
      StartTime: new Date(identity.startedAt).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
    State: {
      Name: state.name,
      EnteredTime: new Date(state.enteredAt).toISOString(),
      ...(state.retryCount !== undefined && { RetryCount: state.retryCount }),
    },
    ...(more.token !== undefined && { Task: { Token: more.token } }),
    ...(more.mapItem && { Map: { Item: more.mapItem } }),
  };
}
