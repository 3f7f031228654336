import type { Clock } from '../../../platform/index.ts';
import type { Service } from '../service.ts';
import { attributeOperations } from './attribute-operations.ts';
import { createMoveTasks } from './move-tasks.ts';
import { moveOperations } from './move-operations.ts';
import { queueOfPath } from './names.ts';
import { permissionOperations } from './permission-operations.ts';
import { readQuery, writeQuery } from './query-shapes.ts';
import { queueOperations } from './queue-operations.ts';
import { createQueues } from './queues.ts';
import { receiveOperations } from './receive-operations.ts';
import { sendOperations } from './send-operations.ts';
import { tagOperations } from './tag-operations.ts';

export interface LocalSqs {
  readonly service: Service;
  /** Sends every waiting receive home and forgets everything. */
  reset(): void;
}

/** @param needs.origin where the endpoint stands: queue URLs begin with it */
export function createLocalSqs(needs: { clock: Clock; origin: () => string }): LocalSqs {
  const { clock } = needs;
  const queues = createQueues(needs);
  const tasks = createMoveTasks(queues, clock);
  return {
    service: {
      name: 'sqs',
      json: { target: 'AmazonSQS', version: '1.0' },
      query: {
        namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
        lists: 'flattened',
        owns: ({ url }) => queueOfPath(url.pathname) !== undefined,
        read(operation, params, { url }) {
          const own = queueOfPath(url.pathname) && { QueueUrl: url.pathname };
          return { ...own, ...readQuery(operation, params) };
        },
        write: writeQuery,
      },
      errorPrefix: 'com.amazonaws.sqs#',
      operations: {
        ...queueOperations(queues, clock),
        ...attributeOperations(queues),
        ...sendOperations(queues),
        ...receiveOperations(queues),
        ...moveOperations(queues, tasks),
        ...tagOperations(queues),
        ...permissionOperations(queues),
      },
    },
    reset() {
      tasks.clear();
      queues.clear();
    },
  };
}
