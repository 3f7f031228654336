import { isJsonObject, type JsonObject, type JsonValue } from '../../../../platform/index.ts';
import { inOrder, parametersOf, type IntegrationCall } from './call.ts';
import { optimisedFailure, TaskFailure } from './failure.ts';
import { camelKeys, pascalKeys } from './keys.ts';
import { withSdkMetadata } from './sdk-metadata.ts';

const naming = { prefix: 'Batch', service: 'AWSBatch' };
/** What Step Functions adds to the environment of its jobs. https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html */
const startedBy = { name: 'MANAGED_BY_AWS', value: 'STARTED_BY_STEP_FUNCTIONS' };

/** `batch:submitJob`: the first answer. */
export async function submitJob(call: IntegrationCall, now: number): Promise<JsonObject> {
  const params = camelKeys(parametersOf(call));
  const overrides = isJsonObject(params['containerOverrides']) ? params['containerOverrides'] : {};
  const given = overrides['environment'];
  const environment = [...(Array.isArray(given) ? (given as readonly JsonValue[]) : []), startedBy];
  const containerOverrides = { ...overrides, environment };
  const result = await call.colleagues
    .call('batch', 'SubmitJob', { ...params, containerOverrides }, call.caller)
    .catch((error: unknown) => {
      throw optimisedFailure(error, naming);
    });
  return withSdkMetadata(pascalKeys(result), {
    now,
    contentType: 'application/json',
    contentLength: Buffer.byteLength(JSON.stringify(result)),
  });
}

/** What `.sync` gives of a job that ended. @throws {TaskFailure} */
export async function endedJob({ colleagues, caller }: IntegrationCall, jobId: string): Promise<JsonValue> {
  const { jobs } = await colleagues.call('batch', 'DescribeJobs', { jobs: [jobId] }, caller);
  const [job] = Array.isArray(jobs) ? (jobs as readonly JsonValue[]) : [];
  if (!isJsonObject(job))
    throw new TaskFailure('States.TaskFailed', `The job ${jobId} is not there any more.`);
  const described = inOrder(pascalKeys(job));
  if (job['status'] === 'SUCCEEDED') return described;
  throw new TaskFailure('States.TaskFailed', JSON.stringify(described));
}

/** Nobody waits for the job any more: it is ended too. */
export function endJob({ colleagues, caller }: IntegrationCall, jobId: string): void {
  const params = { jobId, reason: 'Terminated by AWS Step Functions: its execution was stopped' };
  // Where it has gone already there is nothing to end.
  void colleagues.call('batch', 'TerminateJob', params, caller).catch(() => undefined);
}
