import type { JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { eachEntry } from './batch.ts';
import { missingParameter } from './errors.ts';
import { changeVisibility, deleteMessage } from './held-messages.ts';
import type { ReceiveWish, Taken } from './line.ts';
import { chosen, md5Of, md5OfAttributes, writeMessageAttributes } from './message-attributes.ts';
import { optionalText, text, texts, wholeNumber } from './parameters.ts';
import { unknownAttribute } from './queue-attributes.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const mostAtOnce = { least: 1, most: 10, reason: 'Must be between 1 and 10, if provided.' };
const waitRange = { least: 0, most: 20, reason: 'Must be >= 0 and <= 20, if provided.' };
const visibilityRange = { least: 0, most: 43_200, reason: 'Must be >= 0 and <= 43200, if provided.' };

export function receiveOperations(queues: Queues): Operations {
  return {
    async ReceiveMessage(params, caller, { gone }) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const wish = readWish(params, queue);
      const system = [...texts(params, 'AttributeNames'), ...texts(params, 'MessageSystemAttributeNames')];
      for (const name of system)
        if (name !== 'All' && !Object.hasOwn(systemAttributes, name)) throw unknownAttribute(name);
      const own = texts(params, 'MessageAttributeNames');
      const taken = await queue.line.receive(wish, gone);
      if (taken.length === 0) return {};
      return { Messages: taken.map((one) => shown(one, system, own)) };
    },
    DeleteMessage(params, caller) {
      deleteMessage(queues.at(text(params, 'QueueUrl'), caller), text(params, 'ReceiptHandle'));
      return {};
    },
    DeleteMessageBatch(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      return eachEntry(params, 'DeleteMessageBatch', (entry) => {
        deleteMessage(queue, text(entry, 'ReceiptHandle'));
        return {};
      });
    },
    ChangeMessageVisibility(params, caller) {
      change(queues.at(text(params, 'QueueUrl'), caller), params);
      return {};
    },
    ChangeMessageVisibilityBatch(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      return eachEntry(params, 'ChangeMessageVisibilityBatch', (entry) => {
        change(queue, entry);
        return {};
      });
    },
  };
}

function change(queue: Queue, params: JsonObject): void {
  const seconds = wholeNumber(params, 'VisibilityTimeout', visibilityRange);
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  changeVisibility(queue, text(params, 'ReceiptHandle'), seconds);
}

function readWish(params: JsonObject, queue: Queue): ReceiveWish {
  const attemptId = optionalText(params, 'ReceiveRequestAttemptId');
  return {
    most: wholeNumber(params, 'MaxNumberOfMessages', mostAtOnce) ?? 1,
    waitSeconds:
      wholeNumber(params, 'WaitTimeSeconds', waitRange) ?? queue.number('ReceiveMessageWaitTimeSeconds'),
    visibilitySeconds:
      wholeNumber(params, 'VisibilityTimeout', visibilityRange) ?? queue.number('VisibilityTimeout'),
    ...(attemptId !== undefined && { attemptId }),
  };
}

/** What a receive can ask to be told about a message; undefined where this one has none. */
const systemAttributes: Readonly<Record<string, (taken: Taken) => string | undefined>> = {
  SenderId: ({ message }) => message.letter.senderId,
  SentTimestamp: ({ message }) => String(message.sentAt),
  ApproximateReceiveCount: ({ receiveCount }) => String(receiveCount),
  ApproximateFirstReceiveTimestamp: ({ message }) => String(message.firstReceivedAt ?? message.sentAt),
  SequenceNumber: ({ message }) => message.sequenceNumber,
  MessageDeduplicationId: ({ message }) => message.letter.deduplicationId,
  MessageGroupId: ({ message }) => message.letter.groupId,
  AWSTraceHeader: ({ message }) => message.letter.traceHeader,
  DeadLetterQueueSourceArn: ({ message }) => message.deadLetterSource,
};

function shown(taken: Taken, system: readonly string[], own: readonly string[]): JsonObject {
  const { message, handle } = taken;
  const attributes = Object.fromEntries(
    Object.entries(systemAttributes).flatMap(([name, read]) => {
      const value = system.includes('All') || system.includes(name) ? read(taken) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const chosenOnes = chosen(message.letter.attributes, own);
  const md5 = md5OfAttributes(chosenOnes);
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    MD5OfBody: md5Of(message.letter.body),
    Body: message.letter.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(md5 !== undefined && {
      MD5OfMessageAttributes: md5,
      MessageAttributes: writeMessageAttributes(chosenOnes),
    }),
  };
}
