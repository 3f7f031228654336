import type { Caller } from './caller.ts';
import type { Colleagues } from './service.ts';

/** The queue that the bot reads, and where its dead letters go. */
export const seedQueue = 'signalbox';
const deadLetters = `${seedQueue}-dlq`;
const visibilitySeconds = 60;
const receivesBeforeGivingUp = 5;
/** 14 days, the most there is: a standard queue's dead letters are counted from their first send. */
const deadLettersKeptSeconds = 1_209_600;

export async function seedQueues(colleagues: Colleagues, caller: Caller): Promise<void> {
  const create = (name: string, attributes: Readonly<Record<string, string>>) =>
    colleagues.call('sqs', 'CreateQueue', { QueueName: name, Attributes: attributes }, caller);
  await create(deadLetters, { MessageRetentionPeriod: String(deadLettersKeptSeconds) });
  await create(seedQueue, {
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${caller.region}:${caller.account}:${deadLetters}`,
      maxReceiveCount: receivesBeforeGivingUp,
    }),
  });
}
