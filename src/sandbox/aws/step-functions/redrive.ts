import type { Clock, JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import { statusOf, type ExecutionStore, type StoredExecution } from './execution-store.ts';
import type { Machines } from './machine.ts';
import { seconds } from './names.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
const redrivableDays = 14;
const mostEvents = 24_999;
const longestDays = 365;
/** A token is kept for 15 minutes, and for the last ten redrives. https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
const tokenMinutes = 15;
const tokensKept = 10;
const tokenPattern = /^[!-~]{1,64}$/;
const dayMs = 86_400_000;

/** Why this execution cannot be redriven, in AWS's words; undefined where it can. */
export function whyNotRedrivable(
  execution: StoredExecution,
  now: number,
  machineDeleting: boolean,
): string | undefined {
  const status = statusOf(execution);
  const { outcome, events, startedAt } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (machineDeleting) return 'State machine is in DELETING status';
  if (outcome && now - outcome.endedAt > redrivableDays * dayMs)
    return 'Execution redrivable period exceeded';
  if (events.length >= mostEvents) return 'Execution history event limit exceeded';
  if (now - startedAt > longestDays * dayMs) return 'Execution has exceeded the max execution time';
  return undefined;
}

export function redriveStatus(why: string | undefined): JsonObject {
  if (why === undefined) return { redriveStatus: 'REDRIVABLE' };
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: why };
}

export function redriveOperations(needs: {
  executions: ExecutionStore;
  machines: Machines;
  clock: Clock;
  onStatus(execution: StoredExecution): void;
}): Operations {
  const { executions, machines, clock } = needs;
  return {
    RedriveExecution(params, caller) {
      const execution = executions.named(text(params, 'executionArn'), caller);
      const clientToken = optionalText(params, 'clientToken');
      const now = clock.now();
      if (clientToken !== undefined && !tokenPattern.test(clientToken)) {
        throw validationError(
          `1 validation error detected: Value '${clientToken}' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [!-~]+`,
        );
      }
      const same = execution.redrives
        .slice(-tokensKept)
        .find((one) => one.clientToken !== undefined && one.clientToken === clientToken);
      if (same && now - same.at <= tokenMinutes * 60_000) return { redriveDate: seconds(same.at) };
      const deleting = machines.get(execution.machine.arn)?.deleting ?? true;
      const why = whyNotRedrivable(execution, now, deleting);
      if (why !== undefined)
        throw new AwsError('ExecutionNotRedrivable', `Execution Not Redrivable: '${why}'`);
      execution.redrives.push({ at: now, ...(clientToken !== undefined && { clientToken }) });
      delete execution.outcome;
      executions.changed(execution);
      needs.onStatus(execution);
      execution.run?.redrive();
      return { redriveDate: seconds(now) };
    },
  };
}
