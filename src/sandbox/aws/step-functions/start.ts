import { newUuid, randomFraction, type Clock, type JsonObject } from '../../../platform/index.ts';
import type { ExecutionOutcome } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import type { Begin } from './begin.ts';
import { errorOf } from './describe.ts';
import type { ExecutionStore, StoredExecution } from './execution-store.ts';
import { readJsonText } from './json-text.ts';
import { targetOf, type Machines, type Target } from './machine.ts';
import { checkName, seconds } from './names.ts';
import { mustBeShort, readFailure } from './task-answers.ts';

/** 256 KiB. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largestInput = 262_144;
/** An EXPRESS execution is billed by steps of this length, in MB of this size. https://aws.amazon.com/step-functions/pricing/ */
const billedStepMs = 100;
const billedMb = 64;

export function startOperations(needs: {
  executions: ExecutionStore;
  machines: Machines;
  begin: Begin;
  clock: Clock;
}): Operations {
  const { executions, machines, begin, clock } = needs;
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
        status: outcome.status === 'SUCCEEDED' || outcome.status === 'TIMED_OUT' ? outcome.status : 'FAILED',
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
  };
}
