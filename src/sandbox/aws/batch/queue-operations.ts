import type { JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { pageOf } from '../page.ts';
import { clientError } from './client-error.ts';
import { newName, numberOf, objectOf, objectsOf, optionalText, text, textsOf } from './parameter.ts';
import { arnOf, find, type Shelf, type Shelves } from './shelf.ts';

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const mostEnvironments = 3;

export function queueOperations(shelves: Shelves): Operations {
  return {
    CreateJobQueue(params, caller) {
      const shelf = shelves.of(caller);
      const name = newName(params, 'jobQueueName');
      const priority = numberOf(params['priority']);
      if (priority === undefined) throw clientError('priority must be provided');
      const order = orderOf(params, shelf);
      if (shelf.queues.has(name)) throw clientError('Object already exists');
      const arn = arnOf(shelf, 'job-queue', name);
      const detail = {
        jobQueueName: name,
        jobQueueArn: arn,
        state: optionalText(params, 'state') ?? 'ENABLED',
        status: 'VALID',
        statusReason: 'JobQueue Healthy',
        priority,
        computeEnvironmentOrder: order,
        jobQueueType: 'ECS',
        tags: objectOf(params['tags']),
      };
      shelf.queues.set(name, { name, arn, detail });
      return { jobQueueName: name, jobQueueArn: arn };
    },
    UpdateJobQueue(params, caller) {
      const shelf = shelves.of(caller);
      const given = text(params, 'jobQueue');
      const found = find(shelf.queues, given);
      if (!found) throw clientError(`JobQueue ${given} not found.`);
      const { state, priority } = params;
      found.detail = {
        ...found.detail,
        ...(state !== undefined && { state }),
        ...(priority !== undefined && { priority }),
        ...(params['computeEnvironmentOrder'] !== undefined && {
          computeEnvironmentOrder: orderOf(params, shelf),
        }),
      };
      return { jobQueueName: found.name, jobQueueArn: found.arn };
    },
    DescribeJobQueues(params, caller) {
      const wanted = textsOf(params['jobQueues']);
      const found = [...shelves.of(caller).queues.values()].filter(
        ({ name, arn }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(arn),
      );
      const page = pageOf(found, params, ({ name }) => name);
      return { jobQueues: page.items.map(({ detail }) => detail), ...page.next };
    },
    DeleteJobQueue(params, caller) {
      const { queues } = shelves.of(caller);
      const found = find(queues, text(params, 'jobQueue'));
      if (!found) return {};
      if (found.detail['state'] !== 'DISABLED') throw clientError('Cannot delete, queue is not disabled');
      queues.delete(found.name);
      return {};
    },
  };
}

function orderOf(params: JsonObject, shelf: Shelf): readonly JsonObject[] {
  const order = objectsOf(params['computeEnvironmentOrder']);
  if (order.length === 0 || order.length > mostEnvironments)
    throw clientError(
      `At least 1 and at most ${String(mostEnvironments)} compute environments must be provided`,
    );
  return order.map((entry) => {
    const given = text(entry, 'computeEnvironment');
    const found = find(shelf.environments, given);
    if (!found) throw clientError(`computeEnvironment ${given} is not valid or does not exist`);
    return { order: entry['order'] ?? 1, computeEnvironment: found.arn };
  });
}
