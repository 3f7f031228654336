import type { JsonObject } from '../../../platform/index.ts';
import type { MapLimits, MapRunCounts, OpenMapRun } from '../../../states-language/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { pageOf, text } from '../page.ts';
import { mapRunsOf, type ExecutionStore, type StoredExecution } from './execution-store.ts';
import { seconds } from './names.ts';

/** What UpdateMapRun changes, and between what. https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
const changeable: readonly {
  readonly name: string;
  readonly limit: keyof MapLimits;
  readonly most: number;
}[] = [
  { name: 'maxConcurrency', limit: 'concurrency', most: Infinity },
  { name: 'toleratedFailurePercentage', limit: 'toleratedPercentage', most: 100 },
  { name: 'toleratedFailureCount', limit: 'toleratedCount', most: Infinity },
];

/** Distributed Maps, as an execution's Map Runs. */
export function mapRunOperations({ executions }: { executions: ExecutionStore }): Operations {
  return {
    DescribeMapRun(params, caller) {
      const { execution, mapRun } = executions.mapRunNamed(text(params, 'mapRunArn'), caller);
      const report = mapRun.report();
      return {
        mapRunArn: report.arn,
        executionArn: execution.arn,
        status: report.status,
        ...datesOf(mapRun),
        maxConcurrency: report.limits.concurrency,
        toleratedFailurePercentage: report.limits.toleratedPercentage,
        toleratedFailureCount: report.limits.toleratedCount,
        itemCounts: countsOf(report.items),
        executionCounts: countsOf(report.executions),
        redriveCount: report.redriveCount,
        ...(report.redrivenAt !== undefined && { redriveDate: seconds(report.redrivenAt) }),
      };
    },
    ListMapRuns(params, caller) {
      const execution = executions.named(text(params, 'executionArn'), caller);
      const page = pageOf(mapRunsOf(execution), params, (mapRun) => mapRun.report().arn);
      return { mapRuns: page.items.map((mapRun) => itemOf(execution, mapRun)), ...page.next };
    },
    UpdateMapRun(params, caller) {
      const arn = text(params, 'mapRunArn');
      const { mapRun } = executions.mapRunNamed(arn, caller);
      if (!mapRun.update(readLimits(params)))
        throw new AwsError('ValidationException', `Map Run has already ended: '${arn}'`);
      return {};
    },
  };
}

function itemOf(execution: StoredExecution, mapRun: OpenMapRun): JsonObject {
  return {
    executionArn: execution.arn,
    mapRunArn: mapRun.report().arn,
    stateMachineArn: execution.machine.arn,
    ...datesOf(mapRun),
  };
}

function datesOf(mapRun: OpenMapRun): JsonObject {
  const { startedAt, stoppedAt } = mapRun.report();
  return {
    startDate: seconds(startedAt),
    ...(stoppedAt !== undefined && { stopDate: seconds(stoppedAt) }),
  };
}

/** Results are never written elsewhere here, and a redrive begins at once. */
function countsOf(counts: MapRunCounts): JsonObject {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...counts, total, resultsWritten: 0, failuresNotRedrivable: 0, pendingRedrive: 0 };
}

function readLimits(params: JsonObject): Partial<MapLimits> {
  const given = changeable.flatMap(({ name, limit, most }) => {
    const value = params[name];
    if (value === undefined || value === null) return [];
    if (typeof value !== 'number')
      throw new AwsError('SerializationException', `Expected a number at '${name}'`);
    const bound =
      value < 0 ? 'greater than or equal to 0' : value > most ? `less than or equal to ${most}` : '';
    if (bound !== '')
      throw validationError(
        `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must have value ${bound}`,
      );
    return [[limit, value] as const];
  });
  return Object.fromEntries(given);
}
