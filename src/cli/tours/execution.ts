import type { JsonObject } from '../../platform/index.ts';
import type { Stage } from './stage.ts';

function machineArn(name: string): string {
  return `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
}

/** The newest execution of a machine, once it has ended. @param before one that is not meant */
export function endedExecution(stage: Stage, machine: string, before?: JsonObject): Promise<JsonObject> {
  return stage.until(`the end of an execution of ${machine}`, async () => {
    const listed = await stage.states('ListExecutions', {
      stateMachineArn: machineArn(machine),
      maxResults: 1,
    });
    const [newest] = listed['executions'] as readonly JsonObject[];
    if (!newest || newest['status'] === 'RUNNING') return undefined;
    if (newest['executionArn'] === before?.['executionArn']) return undefined;
    return stage.states('DescribeExecution', { executionArn: newest['executionArn'] ?? '' });
  });
}

/** Its events of one type. */
export async function eventsOf(
  stage: Stage,
  execution: JsonObject,
  type: string,
): Promise<readonly JsonObject[]> {
  const history = await stage.states('GetExecutionHistory', {
    executionArn: execution['executionArn'] ?? '',
    maxResults: 1000,
  });
  return (history['events'] as readonly JsonObject[]).filter((event) => event['type'] === type);
}
