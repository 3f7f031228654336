import { createShiftableClock, type JsonObject, type JsonValue } from '../../src/platform/index.ts';
import {
  analyse,
  createExecution,
  type ChildRequest,
  type Execution,
  type ExecutionOutcome,
  type HistoryEvent,
  type Machine,
  type Random,
  type TaskRequest,
} from '../../src/states-language/index.ts';

export const activity = 'arn:aws:states:eu-west-1:000000000000:activity:A';
export const callback = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';

/** A machine of one state `S`, and others. */
export const one = (state: JsonObject, others: JsonObject = {}): JsonObject => ({
  StartAt: 'S',
  States: { S: state, ...others },
});

/** The same in JSONata. */
export const oneInJsonata = (state: JsonObject, others: JsonObject = {}): JsonObject => ({
  QueryLanguage: 'JSONata',
  ...one(state, others),
});

/** Chance that is none: the same in every run. */
export function seeded(): Random {
  let drawn = 0;
  return {
    fraction: () => ((drawn += 1) * 0.37) % 1,
    uuid: () => `00000000-0000-4000-8000-${String((drawn += 1)).padStart(12, '0')}`,
  };
}

export function machineOf(definition: JsonObject): Machine {
  const { machine, diagnostics } = analyse(definition);
  if (!machine) throw new Error(JSON.stringify(diagnostics));
  return machine;
}

export type Run = ReturnType<typeof run>;

/** Starts an execution on a clock that stands still, with a host that only notes what it is asked. */
export function run(
  definition: JsonObject,
  input: JsonValue = {},
  options: { express?: boolean; random?: Random; start?: boolean } = {},
) {
  const clock = createShiftableClock({ frozenAt: 0 });
  const events: HistoryEvent[] = [];
  const tasks: TaskRequest[] = [];
  const children: ChildRequest[] = [];
  const cancelled: number[] = [];
  const outcomes: ExecutionOutcome[] = [];
  const kind = options.express === true ? 'express' : 'execution';
  const execution: Execution = createExecution({
    machine: machineOf(definition),
    identity: {
      executionArn: `arn:aws:states:eu-west-1:000000000000:${kind}:M:n`,
      name: 'n',
      input,
      roleArn: 'r',
      startedAt: 0,
      stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:M',
      stateMachineName: 'M',
    },
    host: {
      clock,
      random: options.random ?? seeded(),
      newToken: () => 'token',
      onEvent: (event) => events.push(event),
      onEnd: (end) => outcomes.push(end),
      runTask: (request) => tasks.push(request),
      cancelTask: (taskId) => cancelled.push(taskId),
      runChild: (request) => children.push(request),
      cancelChild: (childId) => cancelled.push(childId),
    },
  });
  if (options.start !== false) execution.start();
  const lines = (from = 0) =>
    events
      .slice(from)
      .map(({ id, previousEventId, type }) => `${String(id)}<${String(previousEventId)} ${type}`);
  return {
    execution,
    clock,
    events,
    tasks,
    children,
    cancelled,
    outcomes,
    /** `7<5 MapStateExited`, from that event on. */
    lines,
    details: (type: string) => events.find((event) => event.type === type)?.details,
    outcome: () => outcomes.at(-1),
    settled: () => execution.settled(),
    succeed: (index: number, output: JsonValue) => execution.taskSucceeded(tasks[index]?.taskId ?? 0, output),
    fail: (index: number, error?: string, cause?: string) =>
      execution.taskFailed(tasks[index]?.taskId ?? 0, {
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      }),
  };
}

/** Runs to the end and gives the outcome. */
export async function outcomeOf(
  definition: JsonObject,
  input: JsonValue = {},
): Promise<ExecutionOutcome | undefined> {
  const ran = run(definition, input);
  await ran.settled();
  return ran.outcome();
}

/** The output of a JSONPath Pass with these Parameters, or its cause. */
export async function passed(parameters: JsonObject, input: JsonValue = {}): Promise<unknown> {
  const outcome = await outcomeOf(one({ Type: 'Pass', Parameters: parameters, End: true }), input);
  return outcome?.status === 'SUCCEEDED'
    ? outcome.output
    : `${outcome?.error ?? ''}: ${outcome?.cause ?? ''}`;
}

/** The output of a JSONata Pass with this Output, or its cause. */
export async function evaluated(output: JsonValue, input: JsonValue = {}): Promise<unknown> {
  const outcome = await outcomeOf(oneInJsonata({ Type: 'Pass', Output: output, End: true }), input);
  return outcome?.status === 'SUCCEEDED'
    ? outcome.output
    : `${outcome?.error ?? ''}: ${outcome?.cause ?? ''}`;
}
