import type { JsonObject } from '../../../platform/index.ts';
import { digestOf } from '../../../platform/index.ts';
import type { Caller } from '../caller.ts';
import { checkCharacters } from './characters.ts';
import { invalidParameter, invalidValue, missingParameter } from './errors.ts';
import { bytesOf, readMessageAttributes, type MessageAttributes } from './message-attributes.ts';
import type { Letter } from './message.ts';
import { object, optionalText, wholeNumber } from './parameters.ts';
import type { Queue } from './queue.ts';

const longestDelaySeconds = 900;
const idPattern = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

/** Reads what a SendMessage, or an entry of a batch, wants sent. @throws {AwsError} */
export function readLetter(
  params: JsonObject,
  queue: Queue,
  caller: Caller,
): { readonly letter: Letter; readonly delaySeconds: number } {
  const body = optionalText(params, 'MessageBody') ?? '';
  if (body === '') throw missingParameter('MessageBody');
  const delaySeconds = delayOf(params, queue);
  checkCharacters(body);
  const attributes = readMessageAttributes(object(params, 'MessageAttributes'));
  const longest = queue.number('MaximumMessageSize');
  if (Buffer.byteLength(body) + bytesOf(attributes) > longest) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${String(longest)} bytes.`,
    );
  }
  const traceHeader = traceHeaderOf(params);
  const letter: Letter = {
    body,
    attributes,
    senderId: caller.accessKeyId,
    ...(traceHeader !== undefined && { traceHeader }),
    ...groupOf(params, queue),
    ...deduplicationOf(params, queue, body),
  };
  return { letter, delaySeconds };
}

/** How much of a batch's limit it takes. */
export function bytesOfEntry(params: JsonObject): number {
  const attributes = Object.entries(object(params, 'MessageAttributes'));
  const inAttributes = attributes.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(textsIn(value)),
    0,
  );
  return Buffer.byteLength(optionalText(params, 'MessageBody') ?? '') + inAttributes;
}

function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('') : '';
}

function delayOf(params: JsonObject, queue: Queue): number {
  const delay = wholeNumber(params, 'DelaySeconds', {
    least: 0,
    most: longestDelaySeconds,
    reason: 'DelaySeconds must be >= 0 and <= 900.',
  });
  if (delay !== undefined && delay > 0 && queue.fifo) {
    throw invalidValue(
      delay,
      'DelaySeconds',
      'The request include parameter that is not valid for this queue type.',
    );
  }
  return queue.fifo || delay === undefined ? queue.number('DelaySeconds') : delay;
}

function groupOf(params: JsonObject, queue: Queue): { groupId?: string } {
  const groupId = optionalText(params, 'MessageGroupId');
  if (groupId === undefined && queue.fifo) throw missingParameter('MessageGroupId');
  if (groupId === undefined) return {};
  checkId(groupId, 'MessageGroupId');
  return { groupId };
}

function deduplicationOf(params: JsonObject, queue: Queue, body: string): { deduplicationId?: string } {
  const given = optionalText(params, 'MessageDeduplicationId');
  if (given !== undefined) {
    checkId(given, 'MessageDeduplicationId');
    if (!queue.fifo) {
      throw invalidValue(
        given,
        'MessageDeduplicationId',
        'The request include parameter that is not valid for this queue type.',
      );
    }
    return { deduplicationId: given };
  }
  if (!queue.fifo) return {};
  if (queue.attributes['ContentBasedDeduplication'] === 'true') return { deduplicationId: digestOf(body) };
  throw invalidParameter(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function checkId(id: string, name: string): void {
  if (idPattern.test(id)) return;
  throw invalidValue(
    id,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function traceHeaderOf(params: JsonObject): string | undefined {
  const written: MessageAttributes = readMessageAttributes(
    Object.fromEntries(
      Object.entries(object(params, 'MessageSystemAttributes')).map(([name, value]) => {
        if (name !== 'AWSTraceHeader')
          throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
        return [name, value];
      }),
    ),
  );
  const header = written['AWSTraceHeader'];
  if (!header) return undefined;
  if (header.type !== 'String' || typeof header.value !== 'string')
    throw invalidParameter("The type of message system attribute 'AWSTraceHeader' must be String.");
  return header.value;
}
