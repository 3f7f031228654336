import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SendMessageBatchCommand,
  type Message,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue service under test. */
export interface QueueService {
  readonly client: SQSClient;
  close(): Promise<void>;
}

/** One queue, and what the suite does with it. */
export interface TestedQueue {
  readonly url: string;
  readonly arn: string;
  send(body: string, more?: Partial<SendMessageCommandInput>): Promise<string>;
  receive(more?: Partial<ReceiveMessageCommandInput>): Promise<readonly Message[]>;
  bodies(more?: Partial<ReceiveMessageCommandInput>): Promise<readonly string[]>;
  delete(message: Message | undefined): Promise<void>;
  attribute(name: QueueAttributeName): Promise<string | undefined>;
}

let made = 0;

/** A queue of its own for one test: no service keeps a name free for long. */
export async function newQueue(
  client: SQSClient,
  attributes: Record<string, string> = {},
): Promise<TestedQueue> {
  made += 1;
  const suffix = attributes['FifoQueue'] === 'true' ? '.fifo' : '';
  const QueueName = `q-${String(process.pid)}-${String(performance.now()).replace('.', '-')}-${String(made)}${suffix}`;
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
  const queue: TestedQueue = {
    url: QueueUrl ?? '',
    arn: '',
    async send(MessageBody, more = {}) {
      const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
      return sent.MessageId ?? '';
    },
    async receive(more = {}) {
      const wish = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
      return (await client.send(new ReceiveMessageCommand({ ...wish, ...more }))).Messages ?? [];
    },
    bodies: async (more) => (await queue.receive(more)).map(({ Body }) => Body ?? ''),
    async delete(message) {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    },
    async attribute(name) {
      const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
      return answer.Attributes?.[name];
    },
  };
  return { ...queue, arn: (await queue.attribute('QueueArn')) ?? '' };
}

export async function sendAll(client: SQSClient, url: string, bodies: readonly string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, at) => ({ Id: String(at), MessageBody }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}

/** The name of the error that a call ends in. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
