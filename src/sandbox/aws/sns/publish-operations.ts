import { digestOf, newUuid, type JsonObject } from '../../../platform/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { readMessage, type Message } from './message.ts';
import type { Published } from './notification.ts';
import { invalid, listOf, optional, required } from './parameter.ts';
import { isFifo, topicNamed, type Topic, type Topics } from './topic.ts';

const mostEntries = 10;
const largestBatch = 262_144;
/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
const deduplicationMs = 5 * 60_000;

export function publishOperations(needs: {
  topics: Topics;
  now: () => number;
  deliver: (topic: Topic, published: Published) => void;
}): Operations {
  const { topics, now, deliver } = needs;

  const publish = (topic: Topic, message: Message): JsonObject => {
    const at = now();
    const id = isFifo(topic) ? (message.deduplicationId ?? digestOf(message.text)) : undefined;
    if (id === undefined) {
      const published = { topic, message, messageId: newUuid(), at };
      deliver(topic, published);
      return { MessageId: published.messageId };
    }
    const before = topic.published.get(id);
    const sequenceNumber = String(topic.sequence + 1).padStart(20, '1');
    if (before && at - before.at < deduplicationMs) {
      return { MessageId: before.messageId, SequenceNumber: sequenceNumber };
    }
    topic.sequence += 1;
    const messageId = newUuid();
    topic.published.set(id, { messageId, at });
    deliver(topic, { topic, message: { ...message, deduplicationId: id }, messageId, at, sequenceNumber });
    return { MessageId: messageId, SequenceNumber: sequenceNumber };
  };

  return {
    Publish(params) {
      if (optional(params, 'PhoneNumber') !== undefined) {
        throw invalid('PhoneNumber Reason: The sandbox sends no text messages');
      }
      const name = optional(params, 'TopicArn') === undefined ? 'TargetArn' : 'TopicArn';
      if (optional(params, name) === undefined)
        throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
      const message = readMessage(params);
      const topic = topicNamed(topics, params, name);
      checkFifo(topic, message);
      return publish(topic, message);
    },
    PublishBatch(params) {
      const topic = topicNamed(topics, params);
      const entries = listOf(params, 'PublishBatchRequestEntries');
      checkBatch(entries);
      const messages = entries.map((entry) => ({ id: required(entry, 'Id'), message: readMessage(entry) }));
      for (const { message } of messages) checkFifo(topic, message);
      const Successful = messages.map(({ id, message }) => ({ Id: id, ...publish(topic, message) }));
      return { Successful, Failed: [] };
    },
  };
}

function checkBatch(entries: readonly JsonObject[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (entries.length > mostEntries) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  }
  const ids = entries.map((entry) => required(entry, 'Id'));
  for (const id of ids) {
    if (id.length > 80) {
      throw new AwsError(
        'InvalidBatchEntryId',
        `The Id of a batch entry in the batch request is too long: ${id}`,
      );
    }
    if (!/^[\w-]+$/.test(id)) {
      throw new AwsError(
        'InvalidBatchEntryId',
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
    }
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  const size = entries.reduce((sum, entry) => sum + Buffer.byteLength(optional(entry, 'Message') ?? ''), 0);
  if (size > largestBatch) {
    throw new AwsError(
      'BatchRequestTooLong',
      'The length of all the messages put together is more than the limit.',
    );
  }
}

function checkFifo(topic: Topic, message: Message): void {
  if (!isFifo(topic)) {
    if (message.deduplicationId === undefined) return;
    throw invalid(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (message.groupId === undefined)
    throw invalid('The MessageGroupId parameter is required for FIFO topics');
  if (message.deduplicationId === undefined && topic.attributes.get('ContentBasedDeduplication') !== 'true') {
    throw invalid(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}
