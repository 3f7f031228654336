import type { JsonObject } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { eachEntry } from './batch.ts';
import { sqsError } from './errors.ts';
import { bytesOfEntry, readLetter } from './letter.ts';
import { md5Of, md5OfAttributes } from './message-attributes.ts';
import { objects, text } from './parameters.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** All entries together. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const largestBatchBytes = 1_048_576;

export function sendOperations(queues: Queues): Operations {
  return {
    SendMessage: (params, caller) => send(params, queues.at(text(params, 'QueueUrl'), caller), caller),
    SendMessageBatch(params, caller) {
      const queue = queues.at(text(params, 'QueueUrl'), caller);
      const size = objects(params, 'Entries').reduce((sum, entry) => sum + bytesOfEntry(entry), 0);
      if (size > largestBatchBytes) {
        throw sqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${String(largestBatchBytes)} bytes. You have sent ${String(size)} bytes.`,
        );
      }
      return eachEntry(params, 'SendMessageBatch', (entry) => send(entry, queue, caller));
    },
  };
}

function send(params: JsonObject, queue: Queue, caller: Caller): JsonObject {
  const { letter, delaySeconds } = readLetter(params, queue, caller);
  const { id, sequenceNumber } = queue.send(letter, delaySeconds);
  const { body, attributes, traceHeader } = letter;
  const md5 = md5OfAttributes(attributes);
  const system =
    traceHeader === undefined
      ? undefined
      : md5OfAttributes({ AWSTraceHeader: { type: 'String', value: traceHeader } });
  return {
    MessageId: id,
    MD5OfMessageBody: md5Of(body),
    ...(md5 !== undefined && { MD5OfMessageAttributes: md5 }),
    ...(system !== undefined && { MD5OfMessageSystemAttributes: system }),
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
  };
}
