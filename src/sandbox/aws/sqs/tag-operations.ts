import type { Operations } from '../operation.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { text, textMap, texts } from './parameters.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

export function tagOperations(queues: Queues): Operations {
  return {
    TagQueue(params, caller) {
      const tags = textMap(params, 'Tags');
      if (Object.keys(tags).length === 0) throw missingParameter('Tags');
      addTags(queues.at(text(params, 'QueueUrl'), caller), tags);
      return {};
    },
    UntagQueue(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const keys = texts(params, 'TagKeys');
      if (keys.length === 0)
        throw invalidParameter('Tag keys must be between 1 and 128 characters in length.');
      for (const key of keys) queue.tags.delete(key);
      return {};
    },
    ListQueueTags(params, caller) {
      const { tags } = queues.at(text(params, 'QueueUrl'), caller);
      return tags.size > 0 ? { Tags: Object.fromEntries(tags) } : {};
    },
  };
}

export function addTags(queue: Queue, tags: Readonly<Record<string, string>>): void {
  checkTags(tags);
  if (new Set([...queue.tags.keys(), ...Object.keys(tags)]).size > mostTags)
    throw invalidParameter(`Too many tags added for queue ${queue.place.name}.`);
  for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
}

export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > mostTags) throw invalidParameter('Too many tags added for queue.');
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > longestKey || key.toLowerCase().startsWith('aws:'))
      throw invalidParameter(
        'Tag keys must be between 1 and 128 characters in length, and not begin with aws:.',
      );
    if (value.length > longestValue)
      throw invalidParameter('Tag values must be between 0 and 256 characters in length.');
  }
}
