import type { Clock, JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { invalidToken, optionalText, pageSize, pageToken, text, tokenOf } from '../page.ts';
import { statusOf, type ExecutionStore, type StoredExecution } from './execution-store.ts';
import { targetOf, type Machines } from './machine.ts';
import { seconds, splitMachineArn } from './names.ts';
import { redriveStatus, whyNotRedrivable } from './redrive.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const longestToken = 3_096;
const statuses = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];
const redriveFilters = ['REDRIVEN', 'NOT_REDRIVEN'];

/** What is to be read of executions. */
export function describeOperations(needs: {
  executions: ExecutionStore;
  machines: Machines;
  clock: Clock;
}): Operations {
  const { executions, machines, clock } = needs;
  return {
    DescribeExecution(params, caller) {
      const execution = executions.named(text(params, 'executionArn'), caller);
      const whole =
        (oneOf(params, 'includedData', ['ALL_DATA', 'METADATA_ONLY']) ?? 'ALL_DATA') === 'ALL_DATA';
      const { outcome } = execution;
      const deleting = machines.get(execution.machine.arn)?.deleting ?? true;
      return {
        ...summary(execution),
        ...(whole && { input: execution.input, inputDetails: { included: true } }),
        ...redriveStatus(whyNotRedrivable(execution, clock.now(), deleting)),
        ...(outcome?.status === 'SUCCEEDED' &&
          whole && { output: JSON.stringify(outcome.output), outputDetails: { included: true } }),
        ...(outcome && outcome.status !== 'SUCCEEDED' && whole && errorOf(outcome)),
      };
    },
    DescribeStateMachineForExecution(params, caller) {
      const { machine, revision } = executions.named(text(params, 'executionArn'), caller);
      return {
        stateMachineArn: machine.arn,
        name: machine.name,
        definition: revision.definition,
        roleArn: revision.roleArn,
        updateDate: seconds(revision.updatedAt),
        loggingConfiguration: revision.logging,
        tracingConfiguration: revision.tracing,
        ...(revision.revisionId !== undefined && { revisionId: revision.revisionId }),
      };
    },
    ListExecutions(params, caller) {
      const size = pageSize(params);
      const status = oneOf(params, 'statusFilter', statuses);
      const redriven = oneOf(params, 'redriveFilter', redriveFilters);
      const mapRunArn = optionalText(params, 'mapRunArn');
      const fits =
        mapRunArn === undefined
          ? fitting(machines, text(params, 'stateMachineArn'), caller)
          : { listedWith: mapRunArn, fits: () => true };
      const token = pageToken(params, longestToken);
      const before = token === undefined ? Infinity : Number(token);
      if (Number.isNaN(before)) throw invalidToken();
      const page: StoredExecution[] = [];
      for (const execution of newestFirst(executions, fits.listedWith, status, before)) {
        if (status !== undefined && statusOf(execution) !== status) continue;
        if (redriven !== undefined && execution.redrives.length > 0 !== (redriven === 'REDRIVEN')) continue;
        if (!fits.fits(execution)) continue;
        page.push(execution);
        if (page.length > size) break;
      }
      const last = page[size - 1];
      const more = page.length > size && last !== undefined;
      return {
        executions: page.slice(0, size).map(summary),
        ...(more && { nextToken: tokenOf(last.serial) }),
      };
    },
  };
}

/** Executions below a serial number. Those that run are few: they are not searched for among the ended. */
function* newestFirst(
  executions: ExecutionStore,
  listedWith: string,
  status: string | undefined,
  before: number,
): Generator<StoredExecution> {
  if (status === 'RUNNING') {
    yield* [...executions.running(listedWith)]
      .filter(({ serial }) => serial < before)
      .sort((a, b) => b.serial - a.serial);
    return;
  }
  const list = executions.listedWith(listedWith);
  for (let at = Math.min(before, list.length) - 1; at >= 0; at -= 1) {
    const execution = list[at];
    if (execution) yield execution;
  }
}

/** A list by a version's or an alias's ARN has only what was started through it. */
function fitting(machines: Machines, arn: string, caller: Caller) {
  const { machine, versionArn, aliasArn } = targetOf(machines, arn, caller, 0);
  if (machine.type === 'EXPRESS') {
    throw new AwsError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  }
  const qualified = splitMachineArn(arn).qualifier !== undefined;
  return {
    listedWith: machine.arn,
    fits: (execution: StoredExecution) =>
      !qualified ||
      (aliasArn === undefined ? execution.versionArn === versionArn : execution.aliasArn === aliasArn),
  };
}

function summary(execution: StoredExecution): JsonObject {
  const redriven = execution.redrives.at(-1);
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    ...(execution.mapRunArn !== undefined && { mapRunArn: execution.mapRunArn }),
    status: statusOf(execution),
    startDate: seconds(execution.startedAt),
    ...(execution.outcome && { stopDate: seconds(execution.outcome.endedAt) }),
    ...(execution.versionArn !== undefined && { stateMachineVersionArn: execution.versionArn }),
    ...(execution.aliasArn !== undefined && { stateMachineAliasArn: execution.aliasArn }),
    redriveCount: execution.redrives.length,
    ...(redriven && { redriveDate: seconds(redriven.at) }),
  };
}

export function errorOf(outcome: { error?: string; cause?: string }): JsonObject {
  return {
    ...(outcome.error !== undefined && { error: outcome.error }),
    ...(outcome.cause !== undefined && { cause: outcome.cause }),
  };
}

function oneOf(params: JsonObject, name: string, values: readonly string[]): string | undefined {
  const given = optionalText(params, name);
  if (given === undefined || values.includes(given)) return given;
  throw validationError(
    `1 validation error detected: Value '${given}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}
