import type { Clock } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import { noSuchQueue, sqsError } from './errors.ts';
import { arnOf, placeOfUrl, urlOf, type Place } from './names.ts';
import { Queue } from './queue.ts';
import type { QueueAttributes } from './queue-attributes.ts';

/** A deleted queue's name is free again after a minute. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
const nameFreeAfterMs = 60_000;

/** Every queue of every account and Region. */
export interface Queues {
  find(arn: string): Queue | undefined;
  /** The queue of a QueueUrl. @throws {AwsError} QueueDoesNotExist */
  at(url: string, caller: Caller): Queue;
  /** The caller's own, by name. */
  of(caller: Pick<Caller, 'region' | 'account'>): readonly Queue[];
  /** Those whose dead letters come here. */
  sourcesOf(arn: string): readonly Queue[];
  urlOf(place: Place): string;
  add(place: Place, attributes: QueueAttributes): Queue;
  remove(queue: Queue): void;
  clear(): void;
}

export function createQueues(needs: { clock: Clock; origin: () => string }): Queues {
  const { clock, origin } = needs;
  const queues = new Map<string, Queue>();
  const deletedAt = new Map<string, number>();
  return {
    find: (arn) => queues.get(arn),
    at(url, caller) {
      const queue = queues.get(arnOf(placeOfUrl(url, caller)));
      if (!queue) throw noSuchQueue();
      return queue;
    },
    of({ region, account }) {
      return [...queues.values()]
        .filter(({ place }) => place.region === region && place.account === account)
        .sort((a, b) => (a.place.name < b.place.name ? -1 : 1));
    },
    sourcesOf: (arn) => [...queues.values()].filter(({ redrive }) => redrive?.deadLetterTargetArn === arn),
    urlOf: (place) => urlOf(origin(), place),
    add(place, attributes) {
      const gone = deletedAt.get(arnOf(place));
      if (gone !== undefined && clock.now() < gone + nameFreeAfterMs) {
        throw sqsError(
          'QueueDeletedRecently',
          'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
        );
      }
      const queue = new Queue(place, attributes, { clock, queueOf: (arn) => queues.get(arn) });
      queues.set(queue.arn, queue);
      return queue;
    },
    remove(queue) {
      queue.close();
      queues.delete(queue.arn);
      deletedAt.set(queue.arn, clock.now());
    },
    clear() {
      for (const queue of queues.values()) queue.close();
      queues.clear();
      deletedAt.clear();
    },
  };
}
