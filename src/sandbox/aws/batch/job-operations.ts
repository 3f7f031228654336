import type { JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { pageOf } from '../page.ts';
import { clientError } from './client-error.ts';
import type { JobLives } from './job-life.ts';
import { shownJob, shownSummary, type Job } from './job.ts';
import { objectsOf, optionalText, text, textsOf } from './parameter.ts';
import { find, type Shelf, type Shelves } from './shelf.ts';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const mostDescribed = 100;
const statuses = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
const waiting: readonly string[] = ['SUBMITTED', 'PENDING', 'RUNNABLE'];

export function jobOperations({ shelves, lives }: { shelves: Shelves; lives: JobLives }): Operations {
  const jobOf = (params: JsonObject, shelf: Shelf): Job => {
    const id = text(params, 'jobId');
    const job = shelf.jobs.get(id);
    if (!job) throw clientError(`Could not find job ${id}`);
    return job;
  };
  return {
    DescribeJobs(params, caller) {
      const ids = textsOf(params['jobs']);
      if (ids.length > mostDescribed)
        throw clientError(`At most ${String(mostDescribed)} jobs can be described at once`);
      const { jobs } = shelves.of(caller);
      // A job is known by its ARN too.
      const found = ids.map((id) => jobs.get(id.split(':job/').at(-1) ?? id));
      return { jobs: found.filter((job) => job !== undefined).map(shownJob) };
    },
    ListJobs(params, caller) {
      const shelf = shelves.of(caller);
      const given = text(params, 'jobQueue');
      const queue = find(shelf.queues, given);
      if (!queue) throw clientError(`JobQueue ${given} not found.`);
      const fits = filterOf(params);
      const found = [...shelf.jobs.values()].filter((job) => job.queue === queue && fits(job));
      const page = pageOf(found.reverse(), params, ({ serial }) => serial);
      return { jobSummaryList: page.items.map(shownSummary), ...page.next };
    },
    CancelJob(params, caller) {
      const shelf = shelves.of(caller);
      const job = jobOf(params, shelf);
      const reason = text(params, 'reason');
      if (!waiting.includes(job.status)) return {};
      job.cancelled = true;
      lives.end(job, shelf, reason);
      return {};
    },
    TerminateJob(params, caller) {
      const shelf = shelves.of(caller);
      const job = jobOf(params, shelf);
      const reason = text(params, 'reason');
      if (waiting.includes(job.status)) job.cancelled = true;
      job.terminated = true;
      lives.end(job, shelf, reason);
      return {};
    },
  };
}

/** Without a filter, jobs of one status; of RUNNING where none is named. */
function filterOf(params: JsonObject): (job: Job) => boolean {
  const [filter] = objectsOf(params['filters']);
  if (!filter) {
    const status = optionalText(params, 'jobStatus') ?? 'RUNNING';
    if (!statuses.includes(status)) throw clientError(`jobStatus must be one of [${statuses.join(', ')}]`);
    return (job) => job.status === status;
  }
  const values = textsOf(filter['values']);
  const fits = (value: string) =>
    values.some((one) => (one.endsWith('*') ? value.startsWith(one.slice(0, -1)) : value === one));
  switch (optionalText(filter, 'name') ?? '') {
    case 'JOB_NAME':
      return ({ name }) => fits(name);
    case 'JOB_DEFINITION':
      return ({ definitionArn }) => fits(definitionArn) || fits(definitionArn.split('/').at(-1) ?? '');
    case 'BEFORE_CREATED_AT':
      return ({ createdAt }) => values.some((value) => createdAt < Number(value));
    case 'AFTER_CREATED_AT':
      return ({ createdAt }) => values.some((value) => createdAt > Number(value));
    default:
      throw clientError(
        'A filter is named one of [JOB_NAME, JOB_DEFINITION, BEFORE_CREATED_AT, AFTER_CREATED_AT]',
      );
  }
}
