import { BatchClient, DescribeJobsCommand } from '@aws-sdk/client-batch';

interface Status {
  readonly status: string;
  /** Of a failed job: an error that a catcher can name, and why. */
  readonly error?: string;
  readonly reason?: string;
}

class JobNotFoundError extends Error {
  override readonly name = 'JobNotFoundError';
}

const batch = new BatchClient();

/** How far a job has come. */
export async function handler({ jobId }: { readonly jobId: string }): Promise<Status> {
  const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
  const [job] = jobs;
  if (!job) throw new JobNotFoundError(`Batch knows no job ${jobId}.`);
  const status = job.status ?? 'SUBMITTED';
  if (status !== 'FAILED') return { status };
  const { exitCode, reason } = job.container ?? {};
  const exit = exitCode === undefined ? '' : ` with exit code ${String(exitCode)}`;
  const why = [job.statusReason, reason].filter((part) => part !== undefined && part !== '').join('; ');
  return { status, error: 'JobFailedError', reason: `${job.jobName ?? jobId} failed${exit}: ${why}` };
}
