import type { Execution } from './execution.ts';
import type { StatusChange } from './follow.ts';

/** How an execution stands, as a status event would say it. @param machine as people name it */
export function statusOf(execution: Execution, machine: string): StatusChange {
  const { executionArn, stateMachineArn, name, status, redriveCount, startedAt, stoppedAt, error, cause } =
    execution;
  return {
    executionArn,
    stateMachineArn,
    machine,
    name,
    status,
    redriveCount,
    startedAt,
    ...(stoppedAt !== undefined && { stoppedAt }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}
