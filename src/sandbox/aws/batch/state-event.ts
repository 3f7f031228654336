import type { ServiceEvent } from '../eventbridge/index.ts';
import { shownJob, type Job } from './job.ts';
import type { Shelf } from './shelf.ts';

/** "Batch Job State Change". https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html */
export function stateChangeEvent(job: Job, { account, region }: Shelf): ServiceEvent {
  return {
    detailType: 'Batch Job State Change',
    source: 'aws.batch',
    account,
    region,
    resources: [job.arn],
    detail: shownJob(job),
  };
}
