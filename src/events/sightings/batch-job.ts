import type { BusEvent } from '../event.ts';
import { consolePage, id } from './console-page.ts';
import { code, fact, type Draft } from './draft.ts';
import { momentOf, spanInWords } from './moment.ts';
import { listIn, nameInArn, textIn, valueIn } from './reading.ts';

/** A job of AWS Batch. What its container was given to work with is never read: passwords are among it. */
export function batchJobDraft(event: BusEvent): Draft | undefined {
  const { detail, account, region } = event;
  const status = textIn(detail, 'status');
  const jobId = textIn(detail, 'jobId');
  if (event.source !== 'aws.batch' || event.detailType !== 'Batch Job State Change') return undefined;
  if (status === undefined || jobId === undefined) return undefined;
  const name = textIn(detail, 'jobName') ?? jobId;
  const queue = textIn(detail, 'jobQueue');
  const attempts = listIn(detail, 'attempts');
  const last = attempts.at(-1);
  const failed = status === 'FAILED';
  return {
    kind: 'batch-job',
    // A job that is submitted again has another id.
    key: [account, region, queue === undefined ? '-' : nameInArn(queue), name],
    at: momentOf(valueIn(detail, 'stoppedAt')) ?? momentOf(valueIn(detail, 'startedAt')),
    title: `Batch job ${name} ${status === 'RUNNABLE' ? 'waits for a place' : status === 'RUNNING' ? 'runs' : status.toLowerCase()}`,
    meaning: textIn(detail, 'statusReason'),
    advice: failed ? "Read the end of the job's log, mend the reason, and submit it again." : undefined,
    severity: failed ? 'high' : 'low',
    phase: failed ? 'opens' : status === 'SUCCEEDED' ? 'resolves' : 'passes',
    facts: [
      code('Job', jobId),
      code('Queue', queue === undefined ? undefined : nameInArn(queue)),
      fact('Reason', textIn(last, 'container', 'reason') ?? textIn(detail, 'container', 'reason')),
      fact('Exit code', textIn(last, 'container', 'exitCode') ?? textIn(detail, 'container', 'exitCode')),
      fact('Attempts', attempts.length > 1 ? String(attempts.length) : undefined),
      fact('Ran for', ranFor(event)),
      code(
        'Log stream',
        textIn(last, 'container', 'logStreamName') ?? textIn(detail, 'container', 'logStreamName'),
      ),
    ],
    links: consolePage(
      'Job in the AWS console',
      region,
      `batch/home?region=${id(region)}#jobs/detail/${id(jobId)}`,
    ),
  };
}

function ranFor({ detail }: BusEvent): string | undefined {
  const [from, to] = [momentOf(valueIn(detail, 'startedAt')), momentOf(valueIn(detail, 'stoppedAt'))];
  return from === undefined || to === undefined ? undefined : spanInWords(to - from);
}
