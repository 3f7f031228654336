import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Place, PrincipalSimulator } from '../access/index.ts';
import type { Prover, TaskCallbacks } from '../delivery/index.ts';
import type { MessageHandler } from '../events/index.ts';
import type { StepFunctions } from '../executions/index.ts';
import type { KeyDesk } from '../incidents/index.ts';
import type { Logger } from '../platform/index.ts';
import { createActivityPoller, type ActivityPoller } from './activity-poller.ts';
import { createCallbacks } from './callbacks.ts';
import { createAwsCheckUp, type AwsCheckUp } from './check-up.ts';
import { createClients, type AwsOptions } from './clients.ts';
import { createDeadLetterQueue, type DeadLetterQueue } from './dead-letter-queue.ts';
import { refusedBy } from './errors.ts';
import { createKeyDesk } from './key-desk.ts';
import { createPrincipalSimulator } from './principal-simulator.ts';
import { createProver } from './prover.ts';
import { createQueuePoller, type QueueCount, type QueuePoller } from './queue-poller.ts';
import { createStepFunctions } from './step-functions.ts';

export type { ActivityPoller } from './activity-poller.ts';
export type { AwsCheckUp, QueueFound } from './check-up.ts';
export { openStatements } from './queue-policy.ts';
export type { DeadLetter, DeadLetterQueue } from './dead-letter-queue.ts';
export type { QueueCount, QueuePoller } from './queue-poller.ts';

export interface Aws {
  readonly stepFunctions: StepFunctions;
  readonly callbacks: TaskCallbacks;
  readonly prover: Prover;
  readonly activities: ActivityPoller;
  readonly checkUp: AwsCheckUp;
  readonly principals: PrincipalSimulator;
  readonly keys: KeyDesk;
  deadLetters(queueUrl: string): DeadLetterQueue;
  queue(options: {
    queueUrl: string;
    handle: MessageHandler;
    count: (what: QueueCount, howMany: number) => void;
    mayTake: () => boolean;
  }): QueuePoller;
  /** Who Signalbox is on AWS. @throws {StepFunctionsRefused} */
  callerIdentity(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Where Signalbox's own state machines are. @throws {StepFunctionsRefused} */
  place(): Promise<Place>;
  stop(): Promise<void>;
}

export function createAws(options: AwsOptions & { log: Logger }): Aws {
  const { log } = options;
  const clients = createClients(options);
  const activities = createActivityPoller(clients.polls, log);
  const deadLetters = (queueUrl: string) => createDeadLetterQueue(clients.queues, queueUrl);
  const callerIdentity = async () => {
    try {
      const { Account = '', Arn = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
      return { account: Account, arn: Arn };
    } catch (error) {
      throw refusedBy(error, 'its own identity');
    }
  };
  return {
    stepFunctions: createStepFunctions(clients.calls),
    callbacks: createCallbacks(clients.calls),
    prover: createProver(clients.calls),
    activities,
    checkUp: createAwsCheckUp(clients),
    principals: createPrincipalSimulator(clients.iam),
    keys: createKeyDesk(clients, options.region),
    deadLetters,
    queue: ({ queueUrl, handle, count, mayTake }) =>
      createQueuePoller({
        client: clients.queues,
        queueUrl,
        handle,
        count,
        mayTake,
        deadLetters: deadLetters(queueUrl),
        log,
      }),
    callerIdentity,
    async place() {
      const { account, arn } = await callerIdentity();
      return { partition: arn.split(':')[1] ?? 'aws', account, region: options.region };
    },
    async stop() {
      await activities.stop();
      clients.destroy();
    },
  };
}
