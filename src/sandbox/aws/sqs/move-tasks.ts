import { newUuid, type Clock, type Timer } from '../../../platform/index.ts';
import { invalidParameter, sqsError } from './errors.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** Without a rate given, everything at once, this many a step. */
const mostPerStep = 500;
const stepMs = 1_000;

/** Messages on their way out of a dead-letter queue. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  /** Absent: each message goes back to where it came from. */
  readonly destinationArn?: string;
  readonly perSecond?: number;
  readonly startedAt: number;
  readonly toMove: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  moved: number;
  failure?: string;
}

export interface MoveTasks {
  start(wish: Pick<MoveTask, 'sourceArn' | 'destinationArn' | 'perSecond'>): MoveTask;
  /** Newest first. */
  of(sourceArn: string): readonly MoveTask[];
  /** @throws {AwsError} ResourceNotFoundException */
  cancel(id: string): MoveTask;
  clear(): void;
}

export function createMoveTasks(queues: Queues, clock: Clock): MoveTasks {
  const tasks = new Map<string, MoveTask>();
  const timers = new Map<string, Timer>();

  const step = (task: MoveTask) => {
    timers.delete(task.id);
    const most = task.perSecond ?? mostPerStep;
    const outcome = moveSome(task, most, queues);
    task.moved += outcome.moved;
    if (outcome.failure !== undefined) {
      task.status = 'FAILED';
      task.failure = outcome.failure;
    } else if (outcome.moved < most) task.status = 'COMPLETED';
    else
      timers.set(
        task.id,
        clock.after(task.perSecond === undefined ? 0 : stepMs, () => step(task)),
      );
  };

  return {
    start(wish) {
      const source = checked(wish, queues);
      const running = [...tasks.values()].some(
        ({ sourceArn, status }) => sourceArn === source.arn && status === 'RUNNING',
      );
      if (running) {
        throw invalidParameter(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      source.settle();
      const task: MoveTask = {
        ...wish,
        id: newUuid(),
        startedAt: clock.now(),
        toMove: source.stock.ready,
        status: 'RUNNING',
        moved: 0,
      };
      tasks.set(task.id, task);
      timers.set(
        task.id,
        clock.after(0, () => step(task)),
      );
      return task;
    },
    of: (sourceArn) => [...tasks.values()].filter((task) => task.sourceArn === sourceArn).reverse(),
    cancel(id) {
      const task = tasks.get(id);
      if (task?.status !== 'RUNNING') {
        throw task
          ? sqsError('UnsupportedOperation', 'Only active tasks can be cancelled.')
          : sqsError('ResourceNotFoundException', 'Task does not exist.');
      }
      timers.get(id)?.cancel();
      timers.delete(id);
      task.status = 'CANCELLED';
      return task;
    },
    clear() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
      tasks.clear();
    },
  };
}

function checked(wish: { sourceArn: string; destinationArn?: string }, queues: Queues): Queue {
  const missing = (name: string) =>
    sqsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${name} parameter doesn't exist.`,
    );
  const source = queues.find(wish.sourceArn);
  if (!source) throw missing('SourceArn');
  if (queues.sourcesOf(source.arn).length === 0)
    throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  if (wish.destinationArn === undefined) return source;
  const destination = queues.find(wish.destinationArn);
  if (!destination) throw missing('DestinationArn');
  if (destination === source)
    throw invalidParameter('Source queue arn and destination queue arn cannot be the same.');
  if (destination.fifo !== source.fifo)
    throw invalidParameter('The source and destination queues must be of the same type.');
  return source;
}

/** Moves what could be received now. A message that has nowhere to go stays, and ends the task. */
function moveSome(
  task: MoveTask,
  most: number,
  queues: Queues,
): { readonly moved: number; readonly failure?: string } {
  const source = queues.find(task.sourceArn);
  if (!source) return { moved: 0, failure: 'The source queue does not exist.' };
  const now = source.settle();
  const opened = source.stock.open();
  let moved = 0;
  let failure: string | undefined;
  while (moved < most && failure === undefined) {
    const message = opened.next();
    if (!message) break;
    const to = queues.find(task.destinationArn ?? message.deadLetterSource ?? '');
    if (to) {
      source.stock.drop(message);
      to.adopt(message);
      moved += 1;
    } else {
      source.stock.lend(message, now);
      failure = 'The queue to which a message would go does not exist.';
    }
  }
  opened.close();
  return { moved, ...(failure !== undefined && { failure }) };
}
