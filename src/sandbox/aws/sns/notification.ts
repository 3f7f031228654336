import { digestOf, type JsonObject } from '../../../platform/index.ts';
import type { Message } from './message.ts';
import type { Subscription } from './subscription.ts';
import type { Topic } from './topic.ts';

/** A message that a topic took. */
export interface Published {
  readonly topic: Pick<Topic, 'arn' | 'region' | 'attributes'>;
  readonly message: Message;
  readonly messageId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** FIFO topics only. */
  readonly sequenceNumber?: string;
}

type To = Pick<Subscription, 'arn' | 'protocol'>;

export function textFor({ message }: Published, { protocol }: To): string {
  return message.byProtocol[protocol] ?? message.text;
}

/** The body that a queue gets without raw delivery. https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html */
export function notification(published: Published, to: To): JsonObject {
  const { topic, message, messageId, sequenceNumber } = published;
  const attributes = attributesOf(message);
  return {
    Type: 'Notification',
    MessageId: messageId,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    TopicArn: topic.arn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: textFor(published, to),
    Timestamp: new Date(published.at).toISOString(),
    ...(sequenceNumber === undefined && {
      SignatureVersion: topic.attributes.get('SignatureVersion') ?? '1',
      Signature: signature(published, to),
      SigningCertURL: certificate(topic),
    }),
    UnsubscribeURL: unsubscribe(topic, to),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
}

/** The event that a function gets. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function functionEvent(published: Published, to: To): JsonObject {
  const { topic, message, messageId } = published;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: to.arn,
        Sns: {
          Type: 'Notification',
          MessageId: messageId,
          TopicArn: topic.arn,
          Subject: message.subject ?? null,
          Message: textFor(published, to),
          Timestamp: new Date(published.at).toISOString(),
          SignatureVersion: '1',
          Signature: signature(published, to),
          SigningCertUrl: certificate(topic),
          UnsubscribeUrl: unsubscribe(topic, to),
          MessageAttributes: attributesOf(message),
        },
      },
    ],
  };
}

function attributesOf({ attributes }: Message): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, text, binary }]) => [
      name,
      { Type: type, Value: text ?? binary ?? '' },
    ]),
  );
}

/** Has the place of AWS's signature; there is no key of AWS here to sign with. */
function signature(published: Published, to: To): string {
  const digest = digestOf([published.topic.arn, published.messageId, textFor(published, to)].join('\n'));
  return Buffer.from(digest, 'hex').toString('base64');
}

function certificate({ region }: Published['topic']): string {
  return `https://sns.${region}.amazonaws.com/SimpleNotificationService-sandbox.pem`;
}

function unsubscribe({ region }: Published['topic'], { arn }: To): string {
  return `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`;
}
