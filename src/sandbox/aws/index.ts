import { silentLogger, type JsonObject, type Logger, type ShiftableClock } from '../../platform/index.ts';
import type { CallLog } from '../knobs/calls.ts';
import type { Faults } from '../knobs/faults.ts';
import type { Holds } from '../knobs/holds.ts';
import type { WebHandler } from '../web/request.ts';
import { AwsError } from './aws-error.ts';
import { createLocalBatch } from './batch/index.ts';
import { homeAccount, type AssumedRoles, type Caller } from './caller.ts';
import { createLocalEc2 } from './ec2/index.ts';
import { createLocalCloudTrail, seedTrail, type MadeCall } from './cloudtrail/index.ts';
import { createLocalEventBridge, seedRules, type ServiceEvent } from './eventbridge/index.ts';
import { createFront, unknownOperation } from './front.ts';
import { noFunctions, type FunctionRunner } from './functions.ts';
import { createLocalIam, seedEntities } from './iam/index.ts';
import { createLambda } from './lambda/index.ts';
import { createLocalRedshiftData } from './redshift-data/index.ts';
import type { Colleagues, Service } from './service.ts';
import { seedQueue, seedQueues } from './seed-queues.ts';
import { createLocalS3 } from './s3/index.ts';
import { seedStack, type StackSeeds } from './seed-stack.ts';
import { createLocalSns } from './sns/index.ts';
import { createLocalSqs } from './sqs/index.ts';
import {
  createFileJournal,
  createLocalStepFunctions,
  seedRole,
  statusChangeEvent,
} from './step-functions/index.ts';
import { createSts } from './sts.ts';

export type { FunctionRunner } from './functions.ts';
export { createFunctionFiles, type FunctionFiles } from './lambda/index.ts';

export interface AwsSeeds {
  readonly machines: readonly { readonly name: string; readonly definition: string }[];
  readonly activities: readonly string[];
  /** What the templates of workflows make, in their Regions. */
  readonly stacks?: readonly StackSeeds[];
}

export interface LocalAws {
  readonly handler: WebHandler;
  /** Goes on with what an earlier process kept; before the seeds. */
  restore(): Promise<void>;
  seed(seeds: AwsSeeds): Promise<void>;
  /** Lets CloudTrail know of a call as if it had come in, now or in the past. */
  readonly noteCall: (call: MadeCall) => void;
  /** Puts an event on the default bus of its Region, as one of AWS's services does. */
  tell(event: ServiceEvent): void;
  /** Resolves when all work that is due now is done. */
  settled(): Promise<void>;
  /** Where the queue that the bot reads is found. */
  queueUrl(): string;
  reset(): void;
  /** Stops, and leaves what is kept to the next process. */
  stop(): void;
}

const seedRegion = 'us-east-1';

/** The account: its services, and how they call each other. */
export function createLocalAws(needs: {
  clock: ShiftableClock;
  faults: Faults;
  calls: CallLog;
  holds: Holds;
  /** Calls signed with this key are the bot's: only they can be held. */
  botAccessKeyId: string;
  functions: FunctionRunner;
  /** What stands in for the container images of jobs; every other image does nothing, and well. */
  images?: FunctionRunner;
  /** Where the endpoint stands, once it is known: `http://127.0.0.1:4566`. */
  origin: () => string;
  /** Where machines, activities and executions are kept for the next process; nowhere where absent. */
  keptIn?: string;
  log?: Logger;
}): LocalAws {
  const { clock, log = silentLogger() } = needs;
  const assumed: AssumedRoles = new Map();
  const operationOf = (service: string, operation: string) => {
    const found = services.find(({ name }) => name === service)?.operations;
    return found && Object.hasOwn(found, operation) ? found[operation] : undefined;
  };
  const colleagues: Colleagues = {
    has: (service, operation) => operationOf(service, operation) !== undefined,
    async call(service, operation, params, caller) {
      const run = operationOf(service, operation);
      if (!run) throw unknownOperation(`${service}:${operation}`);
      return run(params, caller, { gone: new AbortController().signal });
    },
  };
  const eventBridge = createLocalEventBridge({ clock, colleagues, log });
  const publish = (event: ServiceEvent) => {
    eventBridge.publish(event);
  };
  const batch = createLocalBatch({ clock, images: needs.images ?? noFunctions, publish });
  const redshiftData = createLocalRedshiftData({ clock, colleagues, publish });
  const stepFunctions = createLocalStepFunctions({
    clock,
    colleagues,
    jobs: batch.ends,
    ...(needs.keptIn !== undefined && { journal: createFileJournal(needs.keptIn) }),
    onStatus: (execution) => {
      eventBridge.publish(statusChangeEvent(execution, clock.now()));
    },
  });
  const lambda = createLambda({ functions: needs.functions, clock, colleagues });
  const sns = createLocalSns({ clock, colleagues, log });
  const sqs = createLocalSqs({ clock, origin: needs.origin });
  const iam = createLocalIam({ clock });
  const s3 = createLocalS3({ clock });
  const ec2 = createLocalEc2({ clock, publish: (event) => eventBridge.publish(event) });
  const cloudTrail = createLocalCloudTrail({ clock, idOf: iam.idOf });
  const services: readonly Service[] = [
    stepFunctions.service,
    lambda.service,
    sqs.service,
    eventBridge.service,
    sns.service,
    iam.service,
    s3.service,
    ec2.service,
    cloudTrail.service,
    batch.service,
    redshiftData.service,
    createSts({ assumed, trusts: iam.trusts, clock }),
  ];

  const forget = () => {
    eventBridge.reset();
    sns.reset();
    sqs.reset();
    iam.reset();
    s3.reset();
    ec2.reset();
    cloudTrail.reset();
    batch.reset();
    redshiftData.reset();
    lambda.reset();
    assumed.clear();
  };
  return {
    handler: createFront({ ...needs, services, assumed, keys: iam.signing, onCall: cloudTrail.note, log }),
    restore: () => stepFunctions.restore(),
    async seed({ machines, activities, stacks = [] }) {
      const caller: Caller = {
        accessKeyId: 'seeds',
        region: seedRegion,
        service: 'states',
        account: homeAccount,
        arn: seedRole,
      };
      const call = (operation: string, params: JsonObject) =>
        colleagues.call('states', operation, params, caller);
      for (const name of activities) await call('CreateActivity', { name });
      for (const { name, definition } of machines) {
        // A machine that was kept stays as somebody has made it.
        await call('CreateStateMachine', { name, definition, roleArn: seedRole }).catch((error: unknown) => {
          if (!(error instanceof AwsError && error.code === 'StateMachineAlreadyExists')) throw error;
        });
      }
      await seedQueues(colleagues, { ...caller, service: 'sqs' });
      for (const stack of stacks) await seedStack(colleagues, stack, caller);
      await seedRules(colleagues, caller);
      await seedEntities({ colleagues, iam, clock }, { ...caller, service: 'iam' });
      seedTrail({ cloudTrail, iam, clock });
    },
    async settled() {
      // Each may give work to the others: an event starts an execution, whose end is an event to a topic.
      const parts = [batch, redshiftData, stepFunctions, lambda, eventBridge, sns];
      for (const part of [...parts, ...parts, ...parts]) await part.settled();
    },
    noteCall: cloudTrail.note,
    tell(event) {
      eventBridge.publish(event);
    },
    queueUrl: () => `${needs.origin()}/${homeAccount}/${seedQueue}`,
    reset() {
      stepFunctions.reset();
      forget();
    },
    stop() {
      stepFunctions.stop();
      forget();
    },
  };
}
