import type { Place, PrincipalSimulator } from '../access/index.ts';
import type { Prover, TaskCallbacks } from '../delivery/index.ts';
import type { MessageHandler } from '../events/index.ts';
import type { StepFunctions } from '../executions/index.ts';
import type { KeyDesk } from '../incidents/index.ts';
import {
  machineOfArn,
  nameAt,
  siteOf,
  splitName,
  type Account,
  type Clock,
  type Logger,
} from '../platform/index.ts';
import { createActivityPoller, type ActivityPoller } from './activity-poller.ts';
import { acrossBranches } from './across-branches.ts';
import type { Branch } from './branch.ts';
import { createBranches } from './branches.ts';
import type { AwsCheckUp } from './check-up.ts';
import type { AwsOptions } from './clients.ts';
import { createDeadLetterQueue, type DeadLetterQueue } from './dead-letter-queue.ts';
import { createKeyDesk } from './key-desk.ts';
import { createQueuePoller, type QueueCount, type QueuePoller } from './queue-poller.ts';

export type { ActivityPoller } from './activity-poller.ts';
export type { Branch } from './branch.ts';
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
  /** Where a state machine of this name is; home without one. Undefined where its account is none of ours. @throws {StepFunctionsRefused} */
  place(machine?: string): Promise<Place | undefined>;
  /** Where Signalbox works, home first. @throws {StepFunctionsRefused} */
  sites(): Promise<readonly [Place, ...Account[]]>;
  /** The state machine of an ARN, its own or an execution's, as people name it. */
  machineName(arn: string): string;
  /** The accounts of signalbox.yaml, each by itself. */
  accounts(): readonly { readonly account: Account; readonly branch: Branch }[];
  /** Takes other accounts; what did not change goes on. */
  useAccounts(accounts: readonly Account[]): void;
  stop(): Promise<void>;
}

export function createAws(
  options: AwsOptions & { accounts?: readonly Account[]; clock: Clock; log: Logger },
): Aws {
  const { log, accounts = [] } = options;
  const branches = createBranches({ ...options, accounts });
  const { home } = branches;
  const activities = createActivityPoller((account) => branches.named(account)?.clients.polls, log);
  const deadLetters = (queueUrl: string) => createDeadLetterQueue(home.clients.queues, queueUrl);
  return {
    ...acrossBranches(branches, log),
    activities,
    checkUp: home.checkUp,
    principals: home.principals,
    keys: createKeyDesk(home.clients, options.region),
    deadLetters,
    queue: ({ queueUrl, handle, count, mayTake }) =>
      createQueuePoller({
        client: home.clients.queues,
        queueUrl,
        handle,
        count,
        mayTake,
        deadLetters: deadLetters(queueUrl),
        log,
      }),
    callerIdentity: () => home.identity(),
    async place(machine = '') {
      const [own, ...others] = await branches.sites();
      const { account } = splitName(machine);
      if (account === undefined) return own;
      const found = others.find(({ name }) => name === account);
      return found && { partition: own.partition, account: found.account, region: found.region };
    },
    sites: () => branches.sites(),
    machineName: (arn) => nameAt(siteOf(arn, branches.accounts())?.name, machineOfArn(arn)),
    accounts: () =>
      branches.accounts().flatMap((account) => {
        const branch = branches.named(account.name);
        return branch ? [{ account, branch }] : [];
      }),
    useAccounts: (next) => {
      branches.use(next);
    },
    async stop() {
      await activities.stop();
      branches.destroy();
    },
  };
}
