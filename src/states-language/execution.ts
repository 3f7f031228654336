import { messageOf, type JsonValue } from '../platform/index.ts';
import type { Engine, Redrives } from './engine.ts';
import { errorAndCause, StateFailure } from './failure.ts';
import { kill, type Frame } from './frame.ts';
import type { Execution, ExecutionHost, ExecutionIdentity, ExecutionOutcome } from './host.ts';
import type { Machine } from './machine.ts';
import type { OpenTask } from './open-tasks.ts';
import { platformRandom } from './random.ts';
import { createRecorder, mostEvents } from './recorder.ts';
import { runState } from './run-state.ts';
import { fail, goOn, leave } from './transitions.ts';
import { createTurns } from './turns.ts';
import { createVariables } from './variables.ts';

/** Runs one execution of a machine. Nothing happens before `start`, and nothing after its end but a redrive. */
export function createExecution(options: {
  machine: Machine;
  identity: ExecutionIdentity;
  host: ExecutionHost;
}): Execution {
  const { machine, identity, host } = options;
  const redrives: Redrives = { count: 0 };
  const recorder = createRecorder(host.clock, (event) => {
    host.onEvent(event);
  });
  let outcome: ExecutionOutcome | undefined;
  let childCount = 0;
  let limit: { cancel(): void } | undefined;

  const turns = createTurns({
    isOver: () => outcome !== undefined,
    life: () => redrives.count,
    onThrown(frame, error) {
      if (error instanceof StateFailure) return fail(engine, frame, error);
      // A fault of ours: the execution ends rather than hangs.
      endFailed({ error: 'States.Runtime', cause: messageOf(error) });
      return undefined;
    },
  });

  const end = (ended: ExecutionOutcome) => {
    outcome = ended;
    limit?.cancel();
    kill(root);
    host.onEnd(ended);
  };
  const endFailed = (because: { error?: string; cause?: string }) => {
    if (outcome) return;
    recorder.write(root.lastEventId, 'ExecutionFailed', 'executionFailedEventDetails', because);
    end({ status: 'FAILED', ...because, endedAt: host.clock.now() });
  };
  const timeOut = () => {
    if (outcome) return;
    recorder.write(0, 'ExecutionTimedOut');
    end({ status: 'TIMED_OUT', error: 'States.Timeout', endedAt: host.clock.now() });
  };
  const startLimit = () => {
    const { timeoutSeconds } = machine;
    if (timeoutSeconds !== undefined) limit = host.clock.after(timeoutSeconds * 1000, timeOut);
  };

  const engine: Engine = {
    identity,
    host,
    recorder,
    redrives,
    random: host.random ?? platformRandom,
    tasks: new Map(),
    children: new Map(),
    nextChildId: () => (childCount += 1),
    begin(frame, input) {
      goOn(engine, frame, frame.scope.startAt, input);
    },
    revive(frame, eventId) {
      const { visit, next } = frame;
      frame.alive = true;
      frame.lastEventId = eventId;
      if (visit) {
        visit.attempts.clear();
        visit.broken = false;
        if (visit.parts) visit.parts.resume(eventId);
        else engine.soon(frame, () => runState(engine, frame, visit));
      } else if (next) goOn(engine, frame, next.name, next.input);
    },
    leave(frame, exit) {
      leave(engine, frame, exit);
    },
    soon(frame, step) {
      turns.add(frame, () => {
        if (recorder.count < mostEvents - 1) return step();
        endFailed({
          error: 'States.Runtime',
          cause: 'The execution reached the maximum number of history events (25000).',
        });
        return undefined;
      });
    },
    after(frame, delayMs, step) {
      const { visit } = frame;
      const timer = host.clock.after(delayMs, () => {
        visit?.undo.delete(cancel);
        engine.soon(frame, step);
        return turns.settled();
      });
      const cancel = () => {
        timer.cancel();
        visit?.undo.delete(cancel);
      };
      visit?.undo.add(cancel);
      return cancel;
    },
  };

  const root: Frame = {
    scope: machine,
    variables: createVariables(),
    lastEventId: 0,
    alive: true,
    onEnd(output: JsonValue) {
      recorder.write(root.lastEventId, 'ExecutionSucceeded', 'executionSucceededEventDetails', {
        output: JSON.stringify(output),
        outputDetails: { truncated: false },
      });
      end({ status: 'SUCCEEDED', output, endedAt: host.clock.now() });
    },
    onFail(failure) {
      endFailed(errorAndCause(failure));
    },
  };

  /** Passes an answer on to its task; false where the task is over. */
  const answer = (taskId: number, pass: (task: OpenTask) => void): boolean => {
    const task = outcome ? undefined : engine.tasks.get(taskId);
    if (!task) return false;
    pass(task);
    return true;
  };

  return {
    start() {
      recorder.write(0, 'ExecutionStarted', 'executionStartedEventDetails', {
        input: JSON.stringify(identity.input),
        inputDetails: { truncated: false },
        roleArn: identity.roleArn,
      });
      startLimit();
      engine.begin(root, identity.input);
    },
    redrive() {
      if (!outcome || outcome.status === 'SUCCEEDED') return false;
      outcome = undefined;
      redrives.count += 1;
      redrives.lastAt = host.clock.now();
      const eventId = recorder.write(recorder.count, 'ExecutionRedriven', 'executionRedrivenEventDetails', {
        redriveCount: redrives.count,
      });
      startLimit();
      engine.revive(root, eventId);
      return true;
    },
    taskStarted: (taskId, started) =>
      answer(taskId, (task) => {
        task.started(started);
      }),
    taskSubmitted: (taskId, output) =>
      answer(taskId, (task) => {
        task.submitted(output);
      }),
    taskSucceeded: (taskId, output) =>
      answer(taskId, (task) => {
        task.succeeded(output);
      }),
    taskFailed: (taskId, failure) =>
      answer(taskId, (task) => {
        task.failed(failure);
      }),
    taskHeartbeat: (taskId) =>
      answer(taskId, (task) => {
        task.heartbeat();
      }),
    childEnded(childId, childOutcome) {
      const onEnd = outcome ? undefined : engine.children.get(childId);
      onEnd?.(childOutcome);
      return onEnd !== undefined;
    },
    stop(because) {
      if (outcome) return false;
      recorder.write(0, 'ExecutionAborted', 'executionAbortedEventDetails', { ...because });
      end({ status: 'ABORTED', ...because, endedAt: host.clock.now() });
      return true;
    },
    isOpen: (taskId) => !outcome && engine.tasks.has(taskId),
    settled: () => turns.settled(),
  };
}
