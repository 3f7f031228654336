import { taskPlaceOf, type Approval } from '../approvals/index.ts';
import type { Prover, TaskCallbacks, TokenAnswer } from '../delivery/index.ts';
import { StepFunctionsRefused, type StateMachine, type StepFunctions } from '../executions/index.ts';
import { splitName, type Logger } from '../platform/index.ts';
import type { Branch } from './branch.ts';
import type { Branches } from './branches.ts';
import { tokenAnswerOf } from './errors.ts';
import { sleep } from './sleep.ts';

/** How long a list waits for one of several accounts, ms: people wait for it. */
const patienceMs = 5_000;

/** The same ports as of one account and Region, for all of them: the ARN says which is meant. */
export function acrossBranches(branches: Branches, log: Logger) {
  return {
    stepFunctions: stepFunctionsAcross(branches, log),
    callbacks: callbacksAcross(branches),
    prover: proverAcross(branches),
  };
}

function stepFunctionsAcross(branches: Branches, log: Logger): StepFunctions {
  const at = async <T>(arn: string, work: (stepFunctions: StepFunctions) => Promise<T>) =>
    work((await branches.ofArn(arn)).stepFunctions);
  return {
    machines: ({ account, arn, onSilent = () => undefined } = {}) => {
      if (arn !== undefined) return at(arn, (one) => one.machines());
      if (account === undefined) return machinesOf(branches.all(), onSilent, log);
      const branch = branches.named(account === '' ? undefined : account);
      return branch ? branch.stepFunctions.machines() : Promise.resolve([]);
    },
    start: (request) => at(request.stateMachineArn, (one) => one.start(request)),
    describe: (arn) => at(arn, (one) => one.describe(arn)),
    definition: (arn) => at(arn, (one) => one.definition(arn)),
    executions: (arn, options) => at(arn, (one) => one.executions(arn, options)),
    stop: (arn, because) => at(arn, (one) => one.stop(arn, because)),
    redrive: (arn, options) => at(arn, (one) => one.redrive(arn, options)),
    history: (arn, options) => at(arn, (one) => one.history(arn, options)),
  };
}

/** One that does not answer hides no other; where none does, that is the answer. */
async function machinesOf(
  all: readonly Branch[],
  onSilent: (sentence: string) => void,
  log: Logger,
): Promise<readonly StateMachine[]> {
  const [only, ...others] = all;
  if (only && others.length === 0) return only.stepFunctions.machines();
  const answers = await Promise.all(
    all.map(async (branch) => {
      try {
        return await Promise.race([branch.stepFunctions.machines(), late(branch)]);
      } catch (error) {
        if (!(error instanceof StepFunctionsRefused)) throw error;
        return error;
      }
    }),
  );
  const silent = answers.filter((answer) => answer instanceof StepFunctionsRefused);
  const [first] = silent;
  if (first && silent.length === all.length) throw first;
  for (const { message } of silent) {
    log.warn({ because: message }, 'state machines of an account not listed');
    onSilent(message);
  }
  return answers.flatMap((answer) => (answer instanceof StepFunctionsRefused ? [] : answer));
}

async function late({ name = 'its own account' }: Branch): Promise<never> {
  await sleep(patienceMs);
  const seconds = String(patienceMs / 1_000);
  throw new StepFunctionsRefused(
    'TimeoutError',
    `AWS did not list the state machines of ${name} within ${seconds} seconds. Try again in a minute.`,
    true,
  );
}

/** A token works only from its own account and Region. */
function callbacksAcross(branches: Branches): TaskCallbacks {
  const at = async (
    approval: Approval,
    work: (callbacks: TaskCallbacks) => Promise<TokenAnswer>,
  ): Promise<TokenAnswer> => {
    try {
      return await work((await branchOf(branches, approval)).callbacks);
    } catch (error) {
      return tokenAnswerOf(error);
    }
  };
  return {
    succeed: (token, output, of) => at(of, (one) => one.succeed(token, output, of)),
    fail: (token, error, cause, of) => at(of, (one) => one.fail(token, error, cause, of)),
    heartbeat: (token, of) => at(of, (one) => one.heartbeat(token, of)),
  };
}

function proverAcross(branches: Branches): Prover {
  const proverAt = async (arn: string) => (await branches.ofArn(arn)).prover;
  return {
    locate: async (approval, token) => (await branchOf(branches, approval)).prover.locate(approval, token),
    taskOver: async (provenance) => (await proverAt(provenance.executionArn)).taskOver(provenance),
    answeredByUs: async (provenance, sent) =>
      (await proverAt(provenance.executionArn)).answeredByUs(provenance, sent),
  };
}

/** @throws {StepFunctionsRefused} where Signalbox does not work there, or not any more */
async function branchOf(branches: Branches, approval: Approval): Promise<Branch> {
  const { executionArn, activity = '' } = taskPlaceOf(approval);
  if (executionArn !== undefined) return branches.ofArn(executionArn);
  const { account } = splitName(activity);
  const branch = branches.named(account);
  if (branch) return branch;
  throw new StepFunctionsRefused(
    'AccountNotConfigured',
    `Signalbox does not work in account ${account ?? ''}: accounts: of signalbox.yaml does not name it, and activity ${activity} is there.`,
    false,
  );
}
