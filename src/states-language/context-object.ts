import type { JsonObject } from '../platform/index.ts';
import type { Engine } from './engine.ts';
import type { Frame, Visit } from './frame.ts';

/** What `$$` leads into. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(
  { identity, redrives }: Engine,
  frame: Frame,
  visit: Visit,
  more: { readonly token?: string; readonly mapItem?: JsonObject } = {},
): JsonObject {
  const mapItem = more.mapItem ?? frame.mapItem;
  const retryCount = [...visit.attempts.values()].reduce((sum, used) => sum + used, 0);
  return {
    Execution: {
      Id: identity.executionArn,
      Input: identity.input,
      Name: identity.name,
      RoleArn: identity.roleArn,
      StartTime: new Date(identity.startedAt).toISOString(),
      // Express executions cannot be redriven.
      ...(!identity.executionArn.includes(':express:') && { RedriveCount: redrives.count }),
      ...(redrives.lastAt !== undefined && { RedriveTime: new Date(redrives.lastAt).toISOString() }),
    },
    StateMachine: { Id: identity.stateMachineArn, Name: identity.stateMachineName },
    State: {
      Name: visit.state.name,
      EnteredTime: new Date(visit.enteredAt).toISOString(),
      ...(visit.state.type === 'Task' && { RetryCount: retryCount }),
    },
    ...(more.token !== undefined && { Task: { Token: more.token } }),
    ...(mapItem && { Map: { Item: mapItem } }),
  };
}
