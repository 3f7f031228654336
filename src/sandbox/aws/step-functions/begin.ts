import { messageOf, type Clock, type JsonValue } from '../../../platform/index.ts';
import {
  createExecution,
  type ChildRequest,
  type Execution,
  type ExecutionOutcome,
} from '../../../states-language/index.ts';
import type { ExecutionStore, StoredExecution } from './execution-store.ts';
import type { Machines } from './machine.ts';
import type { TaskTokens } from './task-token.ts';
import type { Tasks } from './tasks.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const longestExpressSeconds = 300;

/** Makes a stored execution run. @param ended called at its end, and at the end of each redrive */
export type Begin = (
  stored: StoredExecution,
  input: JsonValue,
  ended?: (outcome: ExecutionOutcome) => void,
) => void;

export interface Beginnings {
  readonly begin: Begin;
  /** Whether executions of this machine still run. */
  busy(machineArn: string): boolean;
  /** All that run. */
  running(): readonly StoredExecution[];
}

export function createBeginnings(needs: {
  executions: ExecutionStore;
  machines: Machines;
  tasks: Tasks;
  tokens: TaskTokens;
  clock: Clock;
  onStatus(execution: StoredExecution): void;
}): Beginnings {
  const { executions, machines, tasks, tokens, clock } = needs;
  /** EXPRESS executions leave nothing behind: they are known while they run. */
  const express = new Set<StoredExecution>();
  const busy = (machineArn: string) =>
    executions.running(machineArn).size > 0 || [...express].some(({ machine }) => machine.arn === machineArn);

  const begin: Begin = (stored, input, ended) => {
    const { revision, machine } = stored;
    const isExpress = machine.type === 'EXPRESS';
    const children = new Map<number, StoredExecution>();
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
    const run: Execution = createExecution({
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
        runChild(request) {
          const child = childOf(stored, request, clock.now());
          children.set(request.childId, child);
          begin(child, request.input, (outcome) => {
            children.delete(request.childId);
            void Promise.resolve().then(() => run.childEnded(request.childId, outcome));
          });
        },
        cancelChild(childId) {
          children.get(childId)?.run?.stop({});
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
  return { begin, busy, running: () => [...executions.allRunning(), ...express] };
}

/** A child execution of a distributed Map is an execution of its own, named after the Map Run. */
function childOf(parent: StoredExecution, request: ChildRequest, now: number): StoredExecution {
  const stem = parent.arn.split(':').slice(0, 5).join(':');
  return {
    arn: `${stem}:execution:${request.machineLabel}:${request.name}`,
    name: request.name,
    serial: 0,
    machine: { ...parent.machine, type: request.type },
    revision: { ...parent.revision, machine: request.machine },
    input: JSON.stringify(request.input),
    startedAt: now,
    events: [],
    redrives: [],
    mapRunArn: request.mapRunArn,
  };
}
