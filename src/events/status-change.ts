import type { ExecutionStatus, StatusChange } from '../executions/index.ts';
import { scrub } from '../platform/index.ts';
import type { BusEvent } from './event.ts';

const statuses: readonly ExecutionStatus[] = [
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
];

/** An execution's status change, typed; undefined for any other event. https://docs.aws.amazon.com/step-functions/latest/dg/cw-events.html */
export function statusChangeIn(event: BusEvent): StatusChange | undefined {
  if (event.source !== 'aws.states' || event.detailType !== 'Step Functions Execution Status Change')
    return undefined;
  const { executionArn, stateMachineArn, name, startDate, stopDate, redriveCount, error, cause } =
    event.detail;
  const status = statuses.find((known) => known === event.detail['status']);
  if (typeof executionArn !== 'string' || typeof stateMachineArn !== 'string' || !status) return undefined;
  return {
    executionArn,
    stateMachineArn,
    machine: stateMachineArn.split(':').at(-1) ?? stateMachineArn,
    name: typeof name === 'string' ? name : (executionArn.split(':').at(-1) ?? executionArn),
    status,
    redriveCount: typeof redriveCount === 'number' ? redriveCount : 0,
    startedAt: typeof startDate === 'number' ? startDate : 0,
    ...(typeof stopDate === 'number' && { stoppedAt: stopDate }),
    ...(typeof error === 'string' && { error: scrub(error) }),
    ...(typeof cause === 'string' && { cause: scrub(cause) }),
  };
}
