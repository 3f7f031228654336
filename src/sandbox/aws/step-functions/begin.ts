import { messageOf, newUuid, randomFraction, type Clock, type JsonValue } from '../../../platform/index.ts';
import {
  createExecution,
  type ChildRequest,
  type Execution,
  type ExecutionOutcome,
} from '../../../states-language/index.ts';
import { keptRevision, type Input } from './durable/entry.ts';
import type { Journal } from './durable/journal.ts';
import { createMemory, type Memory, type Past } from './durable/memory.ts';
import { witnessed } from './durable/witness.ts';
import { startOf } from './execution-start.ts';
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

/** A child execution of a distributed Map, and whose it is. */
interface Parent {
  readonly arn: string;
  readonly childId: number;
}

/** An execution that is there and does nothing yet. */
export interface Opened {
  readonly stored: StoredExecution;
  /** Unwitnessed: what is done through it is not noted again. */
  readonly run: Execution;
  /** Of executions that are kept. */
  readonly memory?: Memory;
  /** Who else wants to hear of the end. */
  onEnd(listener: (outcome: ExecutionOutcome) => void): void;
  /** Begins a child that it asked for. */
  beginChild(request: ChildRequest): void;
  /** Follows a child that runs, or ran, already. */
  adopt(childId: number, child: StoredExecution): void;
}

export interface Beginnings {
  readonly begin: Begin;
  /** @param past what it drew and read before; it is replayed then */
  open(stored: StoredExecution, input: JsonValue, past?: Past): Opened;
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
  journal?: Journal;
  onStatus(execution: StoredExecution): void;
}): Beginnings {
  const { executions, machines, tasks, tokens, clock, journal } = needs;
  /** EXPRESS executions leave nothing behind: they are known while they run. */
  const express = new Set<StoredExecution>();
  const busy = (machineArn: string) =>
    executions.running(machineArn).size > 0 || [...express].some(({ machine }) => machine.arn === machineArn);

  /** Keeps how it ended, and lets go of what only it held. */
  const settle = (stored: StoredExecution, outcome: ExecutionOutcome, memory: Memory | undefined) => {
    const { machine, events } = stored;
    stored.outcome = outcome;
    if (machine.type === 'EXPRESS') express.delete(stored);
    else {
      if (memory?.replaying === false) {
        const mapRuns = (stored.run?.mapRuns ?? []).map((mapRun) => mapRun.report());
        journal?.note(stored.arn, { closed: { outcome, events, mapRuns } });
      }
      executions.changed(stored);
      if (memory?.replaying !== true) needs.onStatus(stored);
    }
    if (machines.get(machine.arn)?.deleting === true && !busy(machine.arn)) machines.delete(machine.arn);
  };

  const memoryOf = (stored: StoredExecution, note: (input: Input) => void, past: Past | undefined) =>
    journal && stored.machine.type !== 'EXPRESS'
      ? createMemory({
          clock,
          random: { fraction: randomFraction, uuid: newUuid },
          newToken: () => tokens.newToken(),
          note: (line) => {
            journal.note(stored.arn, line);
          },
          onFire: (id) => {
            note({ call: 'timer', id });
          },
          ...(past && { past }),
        })
      : undefined;

  const open = (stored: StoredExecution, input: JsonValue, past?: Past): Opened => {
    const { revision, machine } = stored;
    const isExpress = machine.type === 'EXPRESS';
    const children = new Map<number, StoredExecution>();
    const listeners: ((outcome: ExecutionOutcome) => void)[] = [];
    const note = (line: Input) => {
      // What comes after the end has no effect, but for a redrive.
      if (!stored.outcome) journal?.note(stored.arn, { input: line, after: stored.events.length });
    };
    const memory = memoryOf(stored, note, past);
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
        clock: memory?.clock ?? clock,
        ...(memory && { random: memory.random }),
        newToken: () => memory?.newToken() ?? tokens.newToken(),
        onEvent(event) {
          stored.events.push(event);
          const mapRunArn = event.type === 'MapRunStarted' ? event.details?.['mapRunArn'] : undefined;
          if (typeof mapRunArn === 'string') executions.mapRunStarted(mapRunArn, stored);
        },
        onEnd(outcome) {
          settle(stored, outcome, memory);
          for (const listener of listeners) listener(outcome);
        },
        runTask(request) {
          if (memory?.replaying === true) memory.tasks.set(request.taskId, request);
          else tasks.begin(stored, seen, request);
        },
        cancelTask(taskId) {
          // Its token stays known: an answer that comes later is told TaskTimedOut.
          tasks.cancel(stored, taskId);
        },
        runChild(request) {
          if (memory?.replaying === true) memory.children.set(request.childId, request);
          else opened.beginChild(request);
        },
        cancelChild(childId) {
          memory?.children.delete(childId);
          children.get(childId)?.run?.stop({});
        },
      },
    });
    const seen = memory ? witnessed(run, note, () => stored.redrives.at(-1) ?? { at: clock.now() }) : run;
    const endChild = (childId: number, outcome: ExecutionOutcome) => {
      children.delete(childId);
      void Promise.resolve().then(() => seen.childEnded(childId, outcome));
    };
    const opened: Opened = {
      stored,
      run,
      ...(memory && { memory }),
      onEnd: (listener) => listeners.push(listener),
      beginChild(request) {
        const child = childOf(stored, request, clock.now());
        const { childId } = request;
        children.set(childId, child);
        start(child, request.input, { arn: stored.arn, childId }, (outcome) => {
          endChild(childId, outcome);
        });
      },
      adopt(childId, child) {
        children.set(childId, child);
        if (child.outcome) endChild(childId, child.outcome);
        else executions.onceEnded(child.arn, ({ outcome }) => outcome && endChild(childId, outcome));
      },
    };
    stored.run = seen;
    if (isExpress) express.add(stored);
    else executions.add(stored);
    return opened;
  };

  const start = (
    stored: StoredExecution,
    input: JsonValue,
    parent?: Parent,
    ended?: (outcome: ExecutionOutcome) => void,
  ) => {
    if (journal && stored.machine.type !== 'EXPRESS') noteStart(journal, stored, parent);
    const opened = open(stored, input);
    if (ended) opened.onEnd(ended);
    if (stored.machine.type !== 'EXPRESS') needs.onStatus(stored);
    try {
      opened.run.start();
    } catch (error) {
      if (stored.outcome) return;
      const outcome = {
        status: 'FAILED' as const,
        error: 'States.Runtime',
        cause: messageOf(error),
        endedAt: clock.now(),
      };
      settle(stored, outcome, opened.memory);
      ended?.(outcome);
    }
  };

  return {
    begin: (stored, input, ended) => {
      start(stored, input, undefined, ended);
    },
    open,
    busy,
    running: () => [...executions.allRunning(), ...express],
  };
}

function noteStart(journal: Journal, stored: StoredExecution, parent: Parent | undefined): void {
  journal.note(stored.arn, {
    started: {
      ...startOf(stored),
      revision: journal.keep(keptRevision(stored.revision)),
      ...(parent && { parent }),
    },
  });
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
    itemCount: request.itemCount,
  };
}
