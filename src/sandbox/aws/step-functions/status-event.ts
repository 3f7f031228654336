import type { JsonObject } from '../../../platform/index.ts';
import type { ServiceEvent } from '../eventbridge/index.ts';
import { statusOf, type StoredExecution } from './execution-store.ts';
import { redriveStatus, whyNotRedrivable } from './redrive.ts';

/** Largest escaped input and output of an event, 248 KB. https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
const largestData = 248 * 1024;

/** "Step Functions Execution Status Change", as EventBridge gives it on. */
export function statusChangeEvent(execution: StoredExecution, now: number): ServiceEvent {
  const [, , , region = '', account = ''] = execution.arn.split(':');
  return {
    detailType: 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    region,
    resources: [execution.arn],
    detail: detailOf(execution, now),
  };
}

function detailOf(execution: StoredExecution, now: number): JsonObject {
  const { outcome, input, redrives } = execution;
  const output = outcome?.status === 'SUCCEEDED' ? JSON.stringify(outcome.output) : null;
  const outputFits = output !== null && escapedSize(output) <= largestData;
  const inputFits = escapedSize(input) + (output === null ? 0 : escapedSize(output)) <= largestData;
  const failure = outcome && outcome.status !== 'SUCCEEDED' ? outcome : undefined;
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: statusOf(execution),
    startDate: execution.startedAt,
    stopDate: outcome?.endedAt ?? null,
    input: inputFits ? input : null,
    inputDetails: { included: inputFits },
    output: outputFits ? output : null,
    outputDetails: output === null ? null : { included: outputFits },
    error: failure?.error ?? null,
    cause: failure?.cause ?? null,
    stateMachineVersionArn: execution.versionArn ?? null,
    stateMachineAliasArn: execution.aliasArn ?? null,
    redriveCount: redrives.length,
    redriveDate: redrives.at(-1)?.at ?? null,
    redriveStatusReason: null,
    ...redriveStatus(whyNotRedrivable(execution, now, false)),
  };
}

/** Bytes of a string inside JSON. */
function escapedSize(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
