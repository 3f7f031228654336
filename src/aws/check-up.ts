import { paginateListActivities, type SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { nameOf, refusedBy } from './errors.ts';

/** The largest page of ListActivities. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
const pageSize = 1_000;

/** What AWS has of what signalbox.yaml names. Every method may throw StepFunctionsRefused. */
export interface AwsCheckUp {
  queue(queueUrl: string): Promise<'fine' | 'missing' | 'no-dead-letter-queue' | 'dead-letter-queue-missing'>;
  /** Names of the activities of this account and Region. */
  activities(): Promise<ReadonlySet<string>>;
}

export function createAwsCheckUp(clients: { calls: SFNClient; queues: SQSClient }): AwsCheckUp {
  return {
    async queue(queueUrl) {
      const AttributeNames = ['RedrivePolicy' as const];
      const found = await unlessMissing(`the queue ${queueUrl}`, () =>
        clients.queues.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames })),
      );
      if (!found) return 'missing';
      const policy = parseJson(found.Attributes?.['RedrivePolicy'] ?? '');
      const arn = isJsonObject(policy) ? policy['deadLetterTargetArn'] : undefined;
      if (typeof arn !== 'string') return 'no-dead-letter-queue';
      const [, , , , QueueOwnerAWSAccountId, QueueName = ''] = arn.split(':');
      const target = await unlessMissing(`the queue ${arn}`, () =>
        clients.queues.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId })),
      );
      return target ? 'fine' : 'dead-letter-queue-missing';
    },
    async activities() {
      const names = new Set<string>();
      try {
        for await (const { activities = [] } of paginateListActivities(
          { client: clients.calls, pageSize },
          {},
        ))
          for (const { name } of activities) if (name !== undefined) names.add(name);
      } catch (error) {
        throw refusedBy(error, 'the list of activities');
      }
      return names;
    },
  };
}

/** SQS has two names for it, by protocol. */
const missingNames = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

async function unlessMissing<T>(subject: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (missingNames.includes(nameOf(error))) return undefined;
    throw refusedBy(error, subject);
  }
}
