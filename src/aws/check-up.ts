import { paginateListActivities, type SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { isJsonObject, parseJson } from '../platform/index.ts';
import { nameOf, refusedBy } from './errors.ts';

/** The largest page of ListActivities. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListActivities.html */
const pageSize = 1_000;

/** A queue, and what stands around it. */
export type QueueFound =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'there';
      readonly arn: string;
      readonly policy: string;
      /** ARN of the dead-letter queue that the redrive policy names, and whether it is there. */
      readonly deadLetters?: { readonly arn: string; readonly exists: boolean };
    };

/** What AWS has of what signalbox.yaml names. Every method may throw StepFunctionsRefused. */
export interface AwsCheckUp {
  queue(queueUrl: string): Promise<QueueFound>;
  /** Names of the activities of this account and Region. */
  activities(): Promise<ReadonlySet<string>>;
  /** The time on AWS's side, ms; undefined where its answer does not say. */
  time(): Promise<number | undefined>;
}

export function createAwsCheckUp(clients: {
  calls: SFNClient;
  queues: SQSClient;
  sts: STSClient;
}): AwsCheckUp {
  return {
    async queue(queueUrl) {
      const AttributeNames = ['RedrivePolicy' as const, 'Policy' as const, 'QueueArn' as const];
      const found = await unlessMissing(`the queue ${queueUrl}`, () =>
        clients.queues.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames })),
      );
      if (!found) return { kind: 'missing' };
      const { RedrivePolicy: redrive = '', Policy: policy = '', QueueArn: arn = '' } = found.Attributes ?? {};
      const there = { kind: 'there' as const, arn, policy };
      const redrivePolicy = parseJson(redrive);
      const target = isJsonObject(redrivePolicy) ? redrivePolicy['deadLetterTargetArn'] : undefined;
      if (typeof target !== 'string') return there;
      const [, , , , QueueOwnerAWSAccountId, QueueName = ''] = target.split(':');
      const exists = await unlessMissing(`the queue ${target}`, () =>
        clients.queues.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId })),
      );
      return { ...there, deadLetters: { arn: target, exists: exists !== undefined } };
    },
    async time() {
      const command = new GetCallerIdentityCommand({});
      let date: string | undefined;
      command.middlewareStack.add(
        (next) => async (args) => {
          const answer = await next(args);
          date = dateOf(answer.response);
          return answer;
        },
        { step: 'deserialize', priority: 'low' },
      );
      try {
        await clients.sts.send(command);
      } catch (error) {
        throw refusedBy(error, 'its own identity');
      }
      const at = Date.parse(date ?? '');
      return Number.isFinite(at) ? at : undefined;
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

/** The Date header of an HTTP answer, which the SDK hands on without a type. */
function dateOf(response: unknown): string | undefined {
  const headers =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined;
  const date: unknown = isJsonObject(headers) ? headers['date'] : undefined;
  return typeof date === 'string' ? date : undefined;
}
