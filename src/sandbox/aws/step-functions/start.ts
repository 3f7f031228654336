import {
  messageOf,
  newUuid,
  randomFraction,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { createExecution, type ExecutionOutcome } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import { errorOf } from './describe.ts';
import type { ExecutionStore, StoredExecution } from './execution-store.ts';
import { readJsonText } from './json-text.ts';
import { targetOf, type Machines, type Target } from './machine.ts';
import { checkName, seconds } from './names.ts';
import { mustBeShort, readFailure } from './task-answers.ts';
import type { TaskTokens } from './task-token.ts';
import type { Tasks } from './tasks.ts';

/** 256 KiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;
/** https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const longestExpressSeconds = 300;
/** An EXPRESS execution is billed by steps of this length, in MB of this size. https://aws.amazon.com/step-functions/pricing/ */
const billedStepMs = 100;
const billedMb = 64;

export interface Starts {
  readonly operations: Operations;
  /** Whether executions of this machine still run. */
  busy(machineArn: string): boolean;
  /** Ends all that run. */
  stop(): void;
}

export function createStarts(needs: {
  executions: ExecutionStore;
  machines: Machines;
  tasks: Tasks;
  tokens: TaskTokens;
  clock: Clock;
  onStatus(execution: StoredExecution): void;
}): Starts {
  const { executions, machines, tasks, tokens, clock } = needs;
  /** EXPRESS executions leave nothing behind: they are known while they run. */
  const express = new Set<StoredExecution>();
  const busy = (machineArn: string) =>
    executions.running(machineArn).size > 0 || [...express].some(({ machine }) => machine.arn === machineArn);

  const begin = (stored: StoredExecution, input: JsonValue, ended?: (outcome: ExecutionOutcome) => void) => {
    const { revision, machine } = stored;
    const isExpress = machine.type === 'EXPRESS';
    const onEnd = (outcome: ExecutionOutcome) => {
      stored.outcome = outcome;
      if (isExpress) express.delete(stored);
      else {
        executions.changed(stored);
        needs.onStatus(stored);
      }
      if (machines.get(machine.arn)?.deleting === true && !busy(machine.arn)) machines.delete(machine.arn);
      ended?.(outcome);
    };
    const limit = Math.min(revision.machine.timeoutSeconds ?? Infinity, longestExpressSeconds);
    const run = createExecution({
      machine: isExpress ? { ...revision.machine, timeoutSeconds: limit } : revision.machine,
      identity: {
        executionArn: stored.arn,
        name: stored.name,
        input,
        roleArn: revision.roleArn,
        startedAt: stored.startedAt,
        stateMachineArn: machine.arn,
        stateMachineName: machine.name,
      },
      host: {
        clock,
        newToken: () => tokens.newToken(),
        onEvent: (event) => stored.events.push(event),
        onEnd,
        runTask(request) {
          tasks.begin(stored, run, request);
        },
        cancelTask(taskId) {
          // Its token stays known: an answer that comes later is told TaskTimedOut.
          tasks.cancel(stored, taskId);
        },
      },
    });
    stored.run = run;
    if (isExpress) express.add(stored);
    else {
      executions.add(stored);
      needs.onStatus(stored);
    }
    try {
      run.start();
    } catch (error) {
      if (!stored.outcome)
        onEnd({ status: 'FAILED', error: 'States.Runtime', cause: messageOf(error), endedAt: clock.now() });
    }
  };

  const prepare = (params: JsonObject, caller: Caller) => {
    const target = targetOf(machines, text(params, 'stateMachineArn'), caller, randomFraction());
    if (target.machine.deleting)
      throw new AwsError('StateMachineDeleting', `State Machine Deleting: '${target.machine.arn}'`);
    const name = optionalText(params, 'name') ?? newUuid();
    const input = optionalText(params, 'input') ?? '{}';
    checkName(name);
    mustBeShort('input', input, largestInput);
    const read = readJsonText(input);
    if ('why' in read)
      throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${read.why}'`);
    return { target, name, input, value: read.value };
  };
  const made = ({ machine, revision, versionArn, aliasArn }: Target, name: string, input: string) => {
    const isExpress = machine.type === 'EXPRESS';
    const base = machine.arn.replace(':stateMachine:', isExpress ? ':express:' : ':execution:');
    const { arn: machineArn, name: machineName, type } = machine;
    const stored: StoredExecution = {
      arn: `${base}:${name}${isExpress ? `:${newUuid()}` : ''}`,
      name,
      serial: 0,
      machine: { arn: machineArn, name: machineName, type },
      revision,
      input,
      startedAt: clock.now(),
      events: [],
      redrives: [],
      ...(versionArn !== undefined && { versionArn }),
      ...(aliasArn !== undefined && { aliasArn }),
    };
    return stored;
  };

  return {
    busy,
    stop() {
      for (const { run } of [...executions.all(), ...express]) run?.stop({});
    },
    operations: {
      StartExecution(params, caller) {
        const { target, name, input, value } = prepare(params, caller);
        const stored = made(target, name, input);
        const there = executions.get(stored.arn);
        if (there) {
          if (there.outcome || there.input !== input)
            throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${stored.arn}'`);
          return { executionArn: there.arn, startDate: seconds(there.startedAt) };
        }
        begin(stored, value);
        return { executionArn: stored.arn, startDate: seconds(stored.startedAt) };
      },
      async StartSyncExecution(params, caller) {
        const { target, name, input, value } = prepare(params, caller);
        if (target.machine.type === 'STANDARD') {
          throw new AwsError(
            'StateMachineTypeNotSupported',
            'This operation is not supported by this type of state machine',
          );
        }
        const stored = made(target, name, input);
        const outcome = await new Promise<ExecutionOutcome>((resolve) => {
          begin(stored, value, resolve);
        });
        const took = outcome.endedAt - stored.startedAt;
        return {
          executionArn: stored.arn,
          stateMachineArn: stored.machine.arn,
          name,
          startDate: seconds(stored.startedAt),
          stopDate: seconds(outcome.endedAt),
          status:
            outcome.status === 'SUCCEEDED' || outcome.status === 'TIMED_OUT' ? outcome.status : 'FAILED',
          input,
          inputDetails: { included: true },
          ...(outcome.status === 'SUCCEEDED'
            ? { output: JSON.stringify(outcome.output), outputDetails: { included: true } }
            : errorOf(outcome)),
          billingDetails: {
            billedMemoryUsedInMB: billedMb,
            billedDurationInMilliseconds: Math.max(Math.ceil(took / billedStepMs), 1) * billedStepMs,
          },
        };
      },
      StopExecution(params, caller) {
        const execution = executions.named(text(params, 'executionArn'), caller);
        execution.run?.stop(readFailure(params));
        return { stopDate: seconds(execution.outcome?.endedAt ?? clock.now()) };
      },
    },
  };
}
