import type { Clock, JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { pageOf } from '../page.ts';
import { invalidValue, noSuchQueue, sqsError } from './errors.ts';
import { arnOf, checkQueueName } from './names.ts';
import { optionalText, text, textMap, wholeNumber } from './parameters.ts';
import { changed, readAttributes, usualAttributes, type QueueAttributes } from './queue-attributes.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { checkRedriveTarget } from './redrive-target.ts';
import { addTags, checkTags } from './tag-operations.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const mostListed = 1_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
const purgeEveryMs = 60_000;

export function queueOperations(queues: Queues, clock: Clock): Operations {
  return {
    CreateQueue(params, caller) {
      const place = { region: caller.region, account: caller.account, name: text(params, 'QueueName') };
      const written = textMap(params, 'Attributes');
      const fifo = written['FifoQueue'] === 'true';
      checkQueueName(place.name, fifo);
      const kept = readAttributes(written, { fifo, isNew: true });
      const existing = queues.find(arnOf(place));
      if (existing) checkSame(existing, kept);
      else {
        const attributes = changed(usualAttributes(fifo), kept);
        checkRedriveTarget(attributes, arnOf(place), queues);
        const tags = textMap(params, 'tags');
        checkTags(tags);
        addTags(queues.add(place, attributes), tags);
      }
      return { QueueUrl: queues.urlOf(place) };
    },
    GetQueueUrl(params, caller) {
      const account = optionalText(params, 'QueueOwnerAWSAccountId') ?? caller.account;
      const queue = queues.find(arnOf({ region: caller.region, account, name: text(params, 'QueueName') }));
      if (!queue) throw noSuchQueue();
      return { QueueUrl: queues.urlOf(queue.place) };
    },
    ListQueues(params, caller) {
      const prefix = optionalText(params, 'QueueNamePrefix') ?? '';
      const { urls, next } = listed(
        queues.of(caller).filter(({ place }) => place.name.startsWith(prefix)),
        params,
        queues,
      );
      return { ...(urls.length > 0 && { QueueUrls: urls }), ...next };
    },
    ListDeadLetterSourceQueues(params, caller) {
      const { arn } = queues.at(text(params, 'QueueUrl'), caller);
      const { urls, next } = listed(queues.sourcesOf(arn), params, queues);
      return { queueUrls: urls, ...next };
    },
    DeleteQueue(params, caller) {
      queues.remove(queues.at(text(params, 'QueueUrl'), caller));
      return {};
    },
    PurgeQueue(params, caller) {
      purge(queues.at(text(params, 'QueueUrl'), caller), clock);
      return {};
    },
  };
}

/** The same name again is the same queue, unless it is told to be another. */
function checkSame(existing: Queue, kept: QueueAttributes): void {
  for (const [name, value] of Object.entries(kept)) {
    if ((existing.attributes[name] ?? '') === value) continue;
    throw sqsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}

function listed(found: readonly Queue[], params: JsonObject, queues: Queues) {
  const size = wholeNumber(params, 'MaxResults', {
    least: 1,
    most: mostListed,
    reason: 'Must be between 1 and 1000, if provided.',
  });
  const token = optionalText(params, 'NextToken');
  if (token !== undefined && size === undefined)
    throw invalidValue(token, 'NextToken', 'MaxResults is a required parameter when NextToken is given.');
  const page = pageOf(
    found,
    { maxResults: size ?? mostListed, ...(token !== undefined && { nextToken: token }) },
    ({ arn }) => arn,
  );
  const next = size === undefined ? undefined : page.next.nextToken;
  return {
    urls: page.items.map(({ place }) => queues.urlOf(place)),
    next: { ...(next !== undefined && { NextToken: next }) },
  };
}

function purge(queue: Queue, clock: Clock): void {
  if (queue.purgedAt !== undefined && clock.now() < queue.purgedAt + purgeEveryMs) {
    throw sqsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.place.name} is allowed every 60 seconds.`,
    );
  }
  queue.purge();
}
