import { known } from './known.ts';
import type { StepFunctions } from './step-functions.ts';

/** Running executions listed of a state machine: ten calls of 1,000, and ListExecutions refills 5 a second. */
const mostRunning = 10_000;

/** ARNs of all running executions of a state machine; none where AWS no longer knows it. */
export function runningExecutions(stepFunctions: StepFunctions) {
  return async (stateMachineArn: string): Promise<ReadonlySet<string>> => {
    const page = { status: 'RUNNING' as const, limit: mostRunning };
    const found = await known(() => stepFunctions.executions(stateMachineArn, page), []);
    return new Set(found.map(({ executionArn }) => executionArn));
  };
}
