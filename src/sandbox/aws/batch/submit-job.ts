import { newUuid, type Clock, type JsonObject } from '../../../platform/index.ts';
import type { Operation } from '../operation.ts';
import { clientError, requestError } from './client-error.ts';
import { containerFor } from './container.ts';
import { definitionFor } from './definition-operations.ts';
import type { JobLives } from './job-life.ts';
import type { Job } from './job.ts';
import { numberOf, objectOf, objectsOf, text } from './parameter.ts';
import { arnOf, find, type JobDefinition, type Made, type Shelf, type Shelves } from './shelf.ts';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
const jobName = /^[A-Za-z0-9][\w-]{0,127}$/;
const mostDependencies = 20;
const mostTries = 10;
const shortestTimeout = 60;

export function submitJob(needs: { shelves: Shelves; lives: JobLives; clock: Clock }): Operation {
  let serial = 0;
  return (params, caller) => {
    const shelf = needs.shelves.of(caller);
    const name = text(params, 'jobName');
    if (!jobName.test(name)) throw requestError('Job name should match valid pattern');
    const queue = queueFor(shelf, text(params, 'jobQueue'));
    const definition = definitionFor(shelf, text(params, 'jobDefinition'));
    if (params['arrayProperties'] !== undefined)
      throw clientError('The sandbox has no array jobs: leave arrayProperties out.');
    serial += 1;
    const job = jobOf(params, { shelf, queue, definition, name, serial, createdAt: needs.clock.now() });
    shelf.jobs.set(job.id, job);
    needs.lives.begin(job, shelf);
    return { jobArn: job.arn, jobName: name, jobId: job.id };
  };
}

function jobOf(
  params: JsonObject,
  to: {
    shelf: Shelf;
    queue: Made;
    definition: JobDefinition;
    name: string;
    serial: number;
    createdAt: number;
  },
): Job {
  const { shelf, queue, definition, name, serial, createdAt } = to;
  const id = newUuid();
  const parameters = { ...objectOf(definition.detail['parameters']), ...objectOf(params['parameters']) };
  const properties = objectOf(definition.detail['containerProperties']);
  const timeout = timeoutOf({ ...objectOf(definition.detail['timeout']), ...objectOf(params['timeout']) });
  return {
    id,
    arn: arnOf(shelf, 'job', id),
    name,
    queue,
    definitionArn: definition.arn,
    parameters,
    container: containerFor(properties, objectOf(params['containerOverrides']), parameters),
    dependsOn: dependenciesOf(params, shelf),
    tries: triesOf({ ...objectOf(definition.detail['retryStrategy']), ...objectOf(params['retryStrategy']) }),
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    tags: objectOf(params['tags']),
    createdAt,
    serial,
    status: 'SUBMITTED',
    attempts: [],
    cancelled: false,
    terminated: false,
  };
}

function queueFor(shelf: Shelf, given: string): Made {
  const queue = find(shelf.queues, given);
  if (!queue) throw clientError(`JobQueue ${given} not found.`);
  if (queue.detail['state'] === 'DISABLED')
    throw clientError(`JobQueue ${queue.name} is disabled: it takes no jobs.`);
  return queue;
}

function dependenciesOf(params: JsonObject, shelf: Shelf): readonly string[] {
  const ids = objectsOf(params['dependsOn']).map((entry) => text(entry, 'jobId'));
  if (ids.length > mostDependencies)
    throw requestError(`A job can depend upon a maximum of ${String(mostDependencies)} jobs`);
  const missing = ids.find((id) => !shelf.jobs.has(id));
  if (missing !== undefined) throw requestError(`Job ${missing} that it depends on could not be found`);
  return ids;
}

function triesOf(strategy: JsonObject): number {
  const tries = numberOf(strategy['attempts']) ?? 1;
  if (Number.isInteger(tries) && tries >= 1 && tries <= mostTries) return tries;
  throw requestError(`Retry attempts should be between 1 and ${String(mostTries)}`);
}

function timeoutOf(timeout: JsonObject): number | undefined {
  const seconds = numberOf(timeout['attemptDurationSeconds']);
  if (seconds === undefined || seconds >= shortestTimeout) return seconds;
  throw requestError(`attemptDurationSeconds should be at least ${String(shortestTimeout)}`);
}
