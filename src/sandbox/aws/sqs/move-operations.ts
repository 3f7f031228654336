import { isJsonObject, parseJson, type JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { invalidParameter, sqsError } from './errors.ts';
import type { MoveTask, MoveTasks } from './move-tasks.ts';
import { optionalText, text, wholeNumber } from './parameters.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const rateRange = { least: 1, most: 500, reason: 'Must be between 1 and 500, if provided.' };
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
const listRange = { least: 1, most: 10, reason: 'Must be between 1 and 10, if provided.' };

export function moveOperations(queues: Queues, tasks: MoveTasks): Operations {
  return {
    StartMessageMoveTask(params) {
      const sourceArn = text(params, 'SourceArn');
      const destinationArn = optionalText(params, 'DestinationArn');
      const perSecond = wholeNumber(params, 'MaxNumberOfMessagesPerSecond', rateRange);
      const task = tasks.start({
        sourceArn,
        ...(destinationArn !== undefined && { destinationArn }),
        ...(perSecond !== undefined && { perSecond }),
      });
      return { TaskHandle: handleOf(task) };
    },
    ListMessageMoveTasks(params) {
      const sourceArn = text(params, 'SourceArn');
      const most = wholeNumber(params, 'MaxResults', listRange) ?? 1;
      if (!queues.find(sourceArn)) {
        throw sqsError(
          'ResourceNotFoundException',
          "The resource that you specified for the SourceArn parameter doesn't exist.",
        );
      }
      const found = tasks.of(sourceArn).slice(0, most);
      return found.length > 0 ? { Results: found.map(shown) } : {};
    },
    CancelMessageMoveTask(params) {
      const task = tasks.cancel(idOf(text(params, 'TaskHandle')));
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
  };
}

function shown(task: MoveTask): JsonObject {
  const { status, sourceArn, destinationArn, perSecond, moved, toMove, failure, startedAt } = task;
  return {
    ...(status === 'RUNNING' && { TaskHandle: handleOf(task) }),
    Status: status,
    SourceArn: sourceArn,
    ...(destinationArn !== undefined && { DestinationArn: destinationArn }),
    ...(perSecond !== undefined && { MaxNumberOfMessagesPerSecond: perSecond }),
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: toMove,
    ...(failure !== undefined && { FailureReason: failure }),
    StartedTimestamp: startedAt,
  };
}

function handleOf({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64');
}

function idOf(handle: string): string {
  const read = parseJson(Buffer.from(handle, 'base64').toString());
  const id = isJsonObject(read) ? read['taskId'] : undefined;
  if (typeof id === 'string') return id;
  throw invalidParameter('Value for parameter TaskHandle is invalid.');
}
