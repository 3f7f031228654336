import type { JsonObject, Timer } from '../../../platform/index.ts';
import type { Made } from './shelf.ts';

export type JobStatus =
  'SUBMITTED' | 'PENDING' | 'RUNNABLE' | 'STARTING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/** One try that ended. */
export interface Attempt {
  readonly startedAt?: number;
  readonly stoppedAt: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly statusReason: string;
}

export interface Job {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly queue: Made;
  readonly definitionArn: string;
  readonly parameters: JsonObject;
  /** As it runs: the definition's container with what the job changes of it. */
  readonly container: JsonObject;
  readonly dependsOn: readonly string[];
  readonly tries: number;
  readonly timeoutSeconds?: number;
  readonly tags: JsonObject;
  /** Milliseconds since the epoch, as Batch has all its times. */
  readonly createdAt: number;
  /** Order among jobs of the same moment. */
  readonly serial: number;
  status: JobStatus;
  statusReason?: string;
  startedAt?: number;
  stoppedAt?: number;
  attempts: readonly Attempt[];
  cancelled: boolean;
  terminated: boolean;
  /** What happens to it next. */
  timer?: Timer;
}

export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html */
export function shownJob(job: Job): JsonObject {
  return {
    ...shownSummary(job),
    jobQueue: job.queue.arn,
    attempts: job.attempts.map(shownAttempt),
    retryStrategy: { attempts: job.tries, evaluateOnExit: [] },
    dependsOn: job.dependsOn.map((jobId) => ({ jobId })),
    parameters: job.parameters,
    container: { ...job.container, ...endOf(job) },
    ...(job.timeoutSeconds !== undefined && { timeout: { attemptDurationSeconds: job.timeoutSeconds } }),
    tags: job.tags,
    propagateTags: false,
    platformCapabilities: ['EC2'],
    eksAttempts: [],
    isCancelled: job.cancelled,
    isTerminated: job.terminated,
  };
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_JobSummary.html */
export function shownSummary(job: Job): JsonObject {
  return {
    jobArn: job.arn,
    jobId: job.id,
    jobName: job.name,
    createdAt: job.createdAt,
    status: job.status,
    ...(job.statusReason !== undefined && { statusReason: job.statusReason }),
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    ...(job.stoppedAt !== undefined && { stoppedAt: job.stoppedAt }),
    ...(hasEnded(job) && { container: endOf(job) }),
    jobDefinition: job.definitionArn,
  };
}

function endOf({ attempts }: Job): JsonObject {
  const { exitCode, reason } = attempts.at(-1) ?? {};
  return { ...(exitCode !== undefined && { exitCode }), ...(reason !== undefined && { reason }) };
}

function shownAttempt({ startedAt, stoppedAt, exitCode, reason, statusReason }: Attempt): JsonObject {
  return {
    container: {
      ...(exitCode !== undefined && { exitCode }),
      ...(reason !== undefined && { reason }),
      networkInterfaces: [],
    },
    ...(startedAt !== undefined && { startedAt }),
    stoppedAt,
    statusReason,
  };
}
