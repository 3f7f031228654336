import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { PrincipalSimulator } from '../access/index.ts';
import type { Prover, TaskCallbacks } from '../delivery/index.ts';
import type { StepFunctions } from '../executions/index.ts';
import { createCallbacks } from './callbacks.ts';
import { createAwsCheckUp, type AwsCheckUp } from './check-up.ts';
import type { Clients } from './clients.ts';
import { refusedBy } from './errors.ts';
import { createPrincipalSimulator } from './principal-simulator.ts';
import { createProver } from './prover.ts';
import { createStepFunctions } from './step-functions.ts';

/** What Signalbox does with AWS in one account and Region, with the credentials that are good there. */
export interface Branch {
  /** Its name under `accounts:`; absent: home. */
  readonly name?: string;
  readonly clients: Clients;
  readonly stepFunctions: StepFunctions;
  readonly callbacks: TaskCallbacks;
  readonly prover: Prover;
  readonly checkUp: AwsCheckUp;
  readonly principals: PrincipalSimulator;
  /** Who Signalbox is here. @throws {StepFunctionsRefused} */
  identity(): Promise<{ readonly account: string; readonly arn: string }>;
}

export function createBranch(clients: Clients, name?: string): Branch {
  return {
    ...(name !== undefined && { name }),
    clients,
    stepFunctions: createStepFunctions(clients.calls, name),
    callbacks: createCallbacks(clients.calls),
    prover: createProver(clients.calls, name),
    checkUp: createAwsCheckUp(clients),
    principals: createPrincipalSimulator(clients.iam),
    async identity() {
      try {
        const { Account = '', Arn = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
        return { account: Account, arn: Arn };
      } catch (error) {
        throw refusedBy(error, 'its own identity');
      }
    },
  };
}
