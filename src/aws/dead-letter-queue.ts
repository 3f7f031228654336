import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { CodedError, isJsonObject, parseJson } from '../platform/index.ts';

/** The attribute that says why a message is here. */
const reasonAttribute = 'signalbox-reason';
/** An attribute holds 256 KiB; a reason is read by people. */
const longestReason = 1_000;
/** How long messages are hidden from others while somebody looks through them, s. */
const lookSeconds = 20;
const batch = 10;

/** The queue has no dead-letter queue: what nobody can act on has nowhere to go. */
class NoDeadLetterQueue extends CodedError {
  readonly code = 'no-dead-letter-queue';
  constructor(queueUrl: string) {
    super(
      `The queue ${queueUrl} has no dead-letter queue. Give it a RedrivePolicy with a deadLetterTargetArn; until then rejected messages stay where they are.`,
    );
  }
}

/** A message that nobody could act on. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** Why Signalbox put it here; absent where the queue itself did, after too many receives. */
  readonly reason?: string;
  readonly sentAt: number;
  readonly receiveCount: number;
}

export interface DeadLetterQueue {
  /** @throws {NoDeadLetterQueue}, or what SQS says */
  put(body: string, reason: string): Promise<void>;
  /** What is there, oldest first as far as the queue says; looking changes nothing but the receive counts. */
  list(limit: number): Promise<readonly DeadLetter[]>;
  /** How many messages are hidden just now, because somebody else looks at them. */
  hidden(): Promise<number>;
  /** Sends these back to the queue they came from, and removes them here once they are there. Gives their ids. */
  replay(wanted: (letter: DeadLetter) => boolean, limit: number): Promise<readonly string[]>;
}

/** The dead-letter queue that the queue's own redrive policy names. */
export function createDeadLetterQueue(client: SQSClient, queueUrl: string): DeadLetterQueue {
  let found: string | undefined;
  const url = async (): Promise<string> => {
    if (found !== undefined) return found;
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
    );
    const policy = parseJson(attributes?.['RedrivePolicy'] ?? '');
    const arn = isJsonObject(policy) ? policy['deadLetterTargetArn'] : undefined;
    if (typeof arn !== 'string') throw new NoDeadLetterQueue(queueUrl);
    const [, , , , account = '', name = ''] = arn.split(':');
    const target = await client.send(
      new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
    );
    found = target.QueueUrl ?? '';
    return found;
  };

  /** Receives until the queue has no more to show, or `limit` is reached. */
  const look = async (limit: number): Promise<readonly Message[]> => {
    const seen = new Map<string, Message>();
    while (seen.size < limit) {
      const { Messages: messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: await url(),
          MaxNumberOfMessages: Math.min(batch, limit - seen.size),
          VisibilityTimeout: lookSeconds,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
          MessageAttributeNames: [reasonAttribute],
        }),
      );
      if (messages.length === 0) break;
      for (const message of messages) seen.set(message.MessageId ?? '', message);
    }
    return [...seen.values()];
  };

  return {
    async put(body, reason) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: await url(),
          // SQS takes no empty body.
          MessageBody: body === '' ? '(empty)' : body,
          MessageAttributes: {
            [reasonAttribute]: { DataType: 'String', StringValue: printable(reason).slice(0, longestReason) },
          },
        }),
      );
    },
    async list(limit) {
      return (await look(limit)).map(letterOf).sort((a, b) => a.sentAt - b.sentAt);
    },
    async hidden() {
      const { Attributes: attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: await url(),
          AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Number(attributes?.ApproximateNumberOfMessagesNotVisible ?? 0);
    },
    async replay(wanted, limit) {
      const sent: string[] = [];
      for (const message of await look(limit)) {
        if (!wanted(letterOf(message))) continue;
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: message.Body ?? '' }));
        await client.send(
          new DeleteMessageCommand({ QueueUrl: await url(), ReceiptHandle: message.ReceiptHandle }),
        );
        sent.push(message.MessageId ?? '');
      }
      return sent;
    },
  };
}

function letterOf(message: Message): DeadLetter {
  const reason = message.MessageAttributes?.[reasonAttribute]?.StringValue;
  return {
    id: message.MessageId ?? '',
    body: message.Body ?? '',
    ...(reason !== undefined && { reason }),
    sentAt: Number(message.Attributes?.SentTimestamp ?? 0),
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 0),
  };
}

/** SQS refuses most control characters. */
function printable(text: string): string {
  const clean = text.replace(/\p{Cc}/gu, ' ').trim();
  return clean === '' ? 'no reason was given' : clean;
}
