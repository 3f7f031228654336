import { createShiftableClock, type JsonObject, type JsonValue } from '../../../../src/platform/index.ts';
import { AwsError } from '../../../../src/sandbox/aws/aws-error.ts';
import type { Caller } from '../../../../src/sandbox/aws/caller.ts';
import type { Colleagues } from '../../../../src/sandbox/aws/service.ts';
import {
  createLocalStepFunctions,
  type Journal,
  type StoredExecution,
} from '../../../../src/sandbox/aws/step-functions/index.ts';

export const role = 'arn:aws:iam::000000000000:role/r';
export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:M';
/** The machine M, as calls name it. */
export const M = { stateMachineArn: machineArn };
export const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:M:e';

export const here: Caller = {
  accessKeyId: 'tester',
  region: 'us-east-1',
  service: 'states',
  account: '000000000000',
  arn: 'arn:aws:iam::000000000000:user/tester',
};

type Answer = (params: JsonObject, caller: Caller) => JsonObject | Promise<JsonObject>;

/** Step Functions alone, with colleagues that note what they are asked and answer as the test says. */
export function openAccount(
  answers: Readonly<Record<string, Answer>> = {},
  more: { readonly journal?: Journal; readonly at?: number } = {},
) {
  const clock = createShiftableClock({ frozenAt: more.at ?? Date.parse('2026-01-02T03:04:05Z') });
  const asked: { call: string; params: JsonObject; caller: Caller }[] = [];
  const told: { status: string; redriveCount: number; execution: StoredExecution }[] = [];
  const gone = new AbortController().signal;
  const colleagues: Colleagues = {
    has: (service, operation) =>
      service === 'states'
        ? operation in stepFunctions.service.operations
        : `${service}.${operation}` in answers,
    async call(service, operation, params, caller) {
      asked.push({ call: `${service}.${operation}`, params, caller });
      if (service === 'states') return call(operation, params, caller);
      const answer = answers[`${service}.${operation}`];
      if (!answer) throw new AwsError('UnknownOperationException', 'none');
      return answer(params, caller);
    },
  };
  const stepFunctions = createLocalStepFunctions({
    clock,
    colleagues,
    jobs: { stateOf: () => 'unknown', onceEnded: () => () => undefined },
    ...(more.journal && { journal: more.journal }),
    onStatus: (execution) =>
      told.push({
        status: execution.outcome?.status ?? 'RUNNING',
        redriveCount: execution.redrives.length,
        execution,
      }),
  });
  const call = async (operation: string, params: JsonObject, caller = here, signal = gone) => {
    const run = stepFunctions.service.operations[operation];
    if (!run) throw new Error(`no ${operation}`);
    return run(params, caller, { gone: signal });
  };
  const create = (definition: JsonObject, more: JsonObject = {}) =>
    call('CreateStateMachine', { name: 'M', definition: JSON.stringify(definition), roleArn: role, ...more });
  const start = (input: JsonValue = {}, more: JsonObject = {}) =>
    call('StartExecution', { stateMachineArn: machineArn, name: 'e', input: JSON.stringify(input), ...more });
  const describe = (arn = executionArn) => call('DescribeExecution', { executionArn: arn });
  const history = async (arn = executionArn, more: JsonObject = {}) => {
    const { events } = await call('GetExecutionHistory', { executionArn: arn, maxResults: 1000, ...more });
    return events as unknown as readonly (JsonObject & { type: string; id: number })[];
  };
  return {
    clock,
    asked,
    told,
    call,
    create,
    start,
    describe,
    history,
    settled: () => stepFunctions.settled(),
    reset: () => stepFunctions.reset(),
    restore: () => stepFunctions.restore(),
    stop: () => stepFunctions.stop(),
    /** Creates M with one Task, runs it, and gives what became of it. */
    async runTask(state: JsonObject, input: JsonValue = {}) {
      await create(oneTask(state));
      await start(input);
      await stepFunctions.settled();
      return describe();
    },
    details: async (type: string) => {
      const event = (await history()).find((one) => one.type === type);
      const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
      return (event?.[name] ?? {}) as JsonObject;
    },
  };
}

/** An account with the machine M. */
export async function withMachine(definition: JsonObject = pass, more: JsonObject = {}) {
  const account = openAccount();
  await account.create(definition, more);
  return account;
}

/** Two versions of M: `:1` gives the input back, `:2` gives 2. */
export async function twoVersions() {
  const account = await withMachine(pass, { publish: true });
  await account.call('UpdateStateMachine', { ...changed, publish: true });
  return account;
}

/** An account whose machine M was started once and did all that it can do at this hour. */
export async function running(definition: JsonObject, input: JsonObject = {}) {
  const account = await withMachine(definition);
  await account.start(input);
  await account.settled();
  return account;
}

export function oneTask(state: JsonObject): JsonObject {
  return { StartAt: 'T', States: { T: { Type: 'Task', End: true, ...state } } };
}

export const pass = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
export const other = { StartAt: 'Q', States: { Q: { Type: 'Pass', Result: 2, End: true } } };
export const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
export const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom', Cause: 'why' } } };
/** The update of M to {@link other}. */
export const changed = { ...M, definition: JSON.stringify(other) };

export function jsonOf(value: JsonValue | undefined): JsonObject {
  return JSON.parse(typeof value === 'string' ? value : '{}') as JsonObject;
}
