import {
  isJsonObject,
  newUuid,
  parseJson,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import {
  createExecution,
  type ChildRequest,
  type Execution,
  type ExecutionOutcome,
  type HistoryEvent,
} from '../../../states-language/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import type { Activities } from './activities.ts';
import { machineNamed, type Machines, type StoredMachine } from './machines.ts';
import { checkArn, checkName, seconds } from './names.ts';
import type { Tasks } from './tasks.ts';

/** 256 KiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;

export interface StoredExecution {
  readonly arn: string;
  readonly name: string;
  /** The machine as it was at the start. */
  readonly machine: StoredMachine;
  readonly input: string;
  readonly startedAt: number;
  readonly events: HistoryEvent[];
  /** Set for a child execution of a distributed Map. */
  readonly mapRunArn?: string;
  outcome?: ExecutionOutcome;
  run?: Execution;
}

export type Executions = Map<string, StoredExecution>;

export function executionOperations(needs: {
  executions: Executions;
  machines: Machines;
  activities: Activities;
  tasks: Tasks;
  clock: Clock;
}): Operations {
  const { executions, machines, tasks, clock } = needs;
  const named = (arn: string) => {
    checkArn(arn, 'execution');
    const found = executions.get(arn);
    if (!found) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return found;
  };

  return {
    StartExecution(params) {
      const stored = machineNamed(machines, text(params, 'stateMachineArn'));
      const name = optionalText(params, 'name') ?? newUuid();
      checkName(name);
      const input = optionalText(params, 'input') ?? '{}';
      const value = parseJson(input);
      if (value === undefined) {
        throw new AwsError(
          'InvalidExecutionInput',
          `Invalid State Machine Execution Input: '${whyNotJson(input)}'`,
        );
      }
      if (Buffer.byteLength(input) > largestInput) {
        throw validationError(
          `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${String(largestInput)}`,
        );
      }
      const arn = `${stored.arn.replace(':stateMachine:', ':execution:')}:${name}`;
      const there = executions.get(arn);
      if (there) {
        if (there.outcome || there.input !== input) {
          throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
        }
        return { executionArn: arn, startDate: seconds(there.startedAt) };
      }
      const execution: StoredExecution = {
        arn,
        name,
        machine: stored,
        input,
        startedAt: clock.now(),
        events: [],
      };
      executions.set(arn, execution);
      begin(execution, value);
      return { executionArn: arn, startDate: seconds(execution.startedAt) };
    },
    DescribeExecution(params) {
      const execution = named(text(params, 'executionArn'));
      const { outcome } = execution;
      return {
        ...summary(execution),
        input: execution.input,
        inputDetails: { included: true },
        redriveStatus: outcome && outcome.status !== 'SUCCEEDED' ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
        ...(!outcome && { redriveStatusReason: 'Execution is RUNNING and cannot be redriven' }),
        ...(outcome?.status === 'SUCCEEDED' && {
          redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
          output: JSON.stringify(outcome.output),
          outputDetails: { included: true },
        }),
        ...(outcome &&
          outcome.status !== 'SUCCEEDED' && {
            ...(outcome.error !== undefined && { error: outcome.error }),
            ...(outcome.cause !== undefined && { cause: outcome.cause }),
          }),
      };
    },
    DescribeStateMachineForExecution(params) {
      const { machine } = named(text(params, 'executionArn'));
      return {
        stateMachineArn: machine.arn,
        name: machine.name,
        definition: machine.definition,
        roleArn: machine.roleArn,
        updateDate: seconds(machine.updatedAt),
        revisionId: machine.revisionId,
      };
    },
    ListExecutions(params) {
      const machine = machineNamed(machines, text(params, 'stateMachineArn'));
      if (machine.type === 'EXPRESS') {
        throw new AwsError(
          'StateMachineTypeNotSupported',
          "State Machine Type Not Supported: 'This operation is not supported by this type of state machine'",
        );
      }
      const status = optionalText(params, 'statusFilter');
      const found = [...executions.values()]
        .filter((execution) => execution.machine.arn === machine.arn && execution.mapRunArn === undefined)
        .filter((execution) => status === undefined || statusOf(execution) === status)
        .reverse();
      const page = pageOf(found, params, ({ arn }) => arn);
      return { executions: page.items.map(summary), ...page.next };
    },
    StopExecution(params) {
      const execution = named(text(params, 'executionArn'));
      const error = optionalText(params, 'error');
      const cause = optionalText(params, 'cause');
      execution.run?.stop({ ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
      return { stopDate: seconds(execution.outcome?.endedAt ?? clock.now()) };
    },
    GetExecutionHistory(params) {
      const { events } = named(text(params, 'executionArn'));
      const ordered = params['reverseOrder'] === true ? [...events].reverse() : events;
      const page = pageOf(ordered, params, ({ id }) => String(id));
      return { events: page.items.map(onTheWire), ...page.next };
    },
  };

  function begin(
    stored: StoredExecution,
    input: JsonValue,
    ended: (outcome: ExecutionOutcome) => void = () => undefined,
  ): Execution {
    const { machine } = stored;
    const children = new Map<number, Execution>();
    const run = createExecution({
      machine: machine.machine,
      identity: {
        executionArn: stored.arn,
        name: stored.name,
        input,
        roleArn: machine.roleArn,
        startedAt: stored.startedAt,
        stateMachineArn: machine.arn,
        stateMachineName: machine.name,
      },
      host: {
        clock,
        newToken: () => tasks.newToken(),
        onEvent: (event) => stored.events.push(event),
        onEnd(outcome) {
          stored.outcome = outcome;
          ended(outcome);
        },
        runTask(request) {
          tasks.begin(run, request);
        },
        cancelTask() {
          // Tokens stay known: an answer that comes later is told TaskTimedOut.
        },
        runChild(request) {
          const child = childOf(stored, request);
          executions.set(child.arn, child);
          const childRun = begin(child, request.input, (outcome) => {
            void Promise.resolve().then(() => run.childEnded(request.childId, outcome));
          });
          children.set(request.childId, childRun);
        },
        cancelChild(childId) {
          children.get(childId)?.stop({});
        },
      },
    });
    stored.run = run;
    run.start();
    return run;
  }

  /** A child execution of a distributed Map is an execution of its own, named after the Map Run. */
  function childOf(parent: StoredExecution, request: ChildRequest): StoredExecution {
    const stem = parent.arn.split(':').slice(0, 5).join(':');
    return {
      arn: `${stem}:execution:${request.machineLabel}:${request.name}`,
      name: request.name,
      machine: { ...parent.machine, machine: request.machine },
      input: JSON.stringify(request.input),
      startedAt: clock.now(),
      events: [],
      mapRunArn: request.mapRunArn,
    };
  }
}

function statusOf(execution: StoredExecution): string {
  return execution.outcome?.status ?? 'RUNNING';
}

function summary(execution: StoredExecution): JsonObject {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machine.arn,
    name: execution.name,
    status: statusOf(execution),
    startDate: seconds(execution.startedAt),
    ...(execution.outcome && { stopDate: seconds(execution.outcome.endedAt) }),
    redriveCount: 0,
  };
}

function onTheWire(event: HistoryEvent): JsonObject {
  return {
    timestamp: seconds(event.timestamp),
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
    ...(event.detailsName !== undefined &&
      isJsonObject(event.details) && { [event.detailsName]: event.details }),
  };
}

function whyNotJson(input: string): string {
  try {
    JSON.parse(input);
    return 'not JSON';
  } catch (error) {
    return error instanceof Error ? error.message : 'not JSON';
  }
}
