import { known } from './known.ts';
import type { StepFunctions } from './step-functions.ts';

/** ListExecutions' largest page. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const mostRunning = 1_000;

/** ARNs of all running executions of a state machine; none where AWS no longer knows it. */
export function runningExecutions(stepFunctions: StepFunctions) {
  return async (stateMachineArn: string): Promise<ReadonlySet<string>> => {
    const page = { status: 'RUNNING' as const, limit: mostRunning };
    const found = await known(() => stepFunctions.executions(stateMachineArn, page), []);
    return new Set(found.map(({ executionArn }) => executionArn));
  };
}
