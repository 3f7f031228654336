import type { JsonObject, JsonValue } from '../platform/index.ts';
import { place } from './data-flow.ts';
import { write, type Engine } from './engine.ts';
import { StateFailure } from './failure.ts';
import { kill, undoAttempt, type Frame, type Visit } from './frame.ts';
import type { Execution, ExecutionHost, ExecutionIdentity, ExecutionOutcome } from './host.ts';
import type { Machine } from './machine.ts';
import type { OpenTask } from './open-tasks.ts';
import { createRecorder, mostEvents } from './recorder.ts';
import { catcherOf, retryOf } from './retry.ts';
import { runState } from './run-state.ts';

/** Runs one execution of a machine. Nothing happens before `start`, and nothing after its end. */
export function createExecution(options: {
  machine: Machine;
  identity: ExecutionIdentity;
  host: ExecutionHost;
}): Execution {
  const { machine, identity, host } = options;
  const recorder = createRecorder(host.clock, (event) => {
    host.onEvent(event);
  });
  const queue: { frame: Frame; step: () => void }[] = [];
  let draining = false;
  let over = false;
  let limit: { cancel(): void } | undefined;

  const end = (outcome: ExecutionOutcome) => {
    over = true;
    limit?.cancel();
    kill(root);
    host.onEnd(outcome);
  };

  const drain = () => {
    if (draining) return;
    draining = true;
    for (let next = queue.shift(); next && !over; next = queue.shift()) {
      const { frame, step } = next;
      if (!frame.alive) continue;
      try {
        if (recorder.count >= mostEvents) tooLong();
        else step();
      } catch (error) {
        if (!(error instanceof StateFailure)) throw error;
        engine.fail(frame, error);
      }
    }
    draining = false;
  };

  const tooLong = () => {
    const failure = {
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    };
    recorder.write(root.lastEventId, 'ExecutionFailed', 'executionFailedEventDetails', failure);
    end({ status: 'FAILED', ...failure, endedAt: host.clock.now() });
  };

  const enter = (frame: Frame, name: string, input: JsonValue) => {
    const state = frame.scope.states.get(name);
    if (!state) throw new StateFailure('States.Runtime', `There is no state '${name}'.`);
    const enteredEventId = write(engine, frame, `${state.type}StateEntered`, 'stateEnteredEventDetails', {
      name,
      input: JSON.stringify(input),
      inputDetails: { truncated: false },
    });
    const visit: Visit = {
      state,
      rawInput: input,
      enteredEventId,
      enteredAt: host.clock.now(),
      attempts: new Map(),
      undo: new Set(),
    };
    frame.visit = visit;
    engine.soon(frame, () => {
      runState(engine, frame, visit);
    });
  };

  const engine: Engine = {
    identity,
    host,
    recorder,
    tasks: new Map(),
    begin(frame, input) {
      engine.soon(frame, () => {
        enter(frame, frame.scope.startAt, input);
      });
    },
    leave(frame, output, next) {
      const { visit } = frame;
      if (!visit) return;
      undoAttempt(frame);
      const { state } = visit;
      write(engine, frame, `${state.type}StateExited`, 'stateExitedEventDetails', {
        name: state.name,
        output: JSON.stringify(output),
        outputDetails: { truncated: false },
      });
      const target = next ?? (state.type === 'Succeed' ? undefined : state.fields['Next']);
      if (typeof target === 'string') {
        engine.soon(frame, () => {
          enter(frame, target, output);
        });
      } else {
        frame.alive = false;
        frame.onEnd(output);
      }
    },
    fail(frame, failure) {
      const { visit } = frame;
      if (!visit) {
        frame.onFail(failure);
        return;
      }
      undoAttempt(frame);
      const { state } = visit;
      const named = inState(failure, visit);
      if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
        const retry = retryOf(state.fields, failure, visit.attempts);
        if (retry) {
          visit.attempts.set(retry.retrier, (visit.attempts.get(retry.retrier) ?? 0) + 1);
          engine.after(frame, retry.delaySeconds * 1000, () => {
            runState(engine, frame, visit);
          });
          return;
        }
        const catcher = catcherOf(state.fields, failure);
        if (catcher) {
          const caught = place(catcher['ResultPath'], visit.rawInput, errorOutput(named));
          engine.leave(frame, caught, typeof catcher['Next'] === 'string' ? catcher['Next'] : undefined);
          return;
        }
      }
      frame.alive = false;
      frame.onFail(named);
    },
    soon(frame, step) {
      queue.push({ frame, step });
      drain();
    },
    after(frame, delayMs, step) {
      const { visit } = frame;
      const timer = host.clock.after(delayMs, () => {
        visit?.undo.delete(cancel);
        if (!over) engine.soon(frame, step);
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
    lastEventId: 0,
    alive: true,
    onEnd(output) {
      recorder.write(root.lastEventId, 'ExecutionSucceeded', 'executionSucceededEventDetails', {
        output: JSON.stringify(output),
        outputDetails: { truncated: false },
      });
      end({ status: 'SUCCEEDED', output, endedAt: host.clock.now() });
    },
    onFail(failure) {
      const details = errorAndCause(failure);
      recorder.write(root.lastEventId, 'ExecutionFailed', 'executionFailedEventDetails', details);
      end({ status: 'FAILED', ...details, endedAt: host.clock.now() });
    },
  };

  /** Passes an answer on to its task; false where the task is over. */
  const answer = (taskId: number, pass: (task: OpenTask) => void): boolean => {
    const task = over ? undefined : engine.tasks.get(taskId);
    if (!task) return false;
    pass(task);
    drain();
    return true;
  };

  return {
    start() {
      recorder.write(0, 'ExecutionStarted', 'executionStartedEventDetails', {
        input: JSON.stringify(identity.input),
        inputDetails: { truncated: false },
        roleArn: identity.roleArn,
      });
      if (machine.timeoutSeconds !== undefined) {
        limit = host.clock.after(machine.timeoutSeconds * 1000, () => {
          if (over) return;
          recorder.write(0, 'ExecutionTimedOut');
          end({ status: 'TIMED_OUT', error: 'States.Timeout', endedAt: host.clock.now() });
        });
      }
      engine.begin(root, identity.input);
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
    stop(because) {
      if (over) return false;
      recorder.write(0, 'ExecutionAborted', 'executionAbortedEventDetails', { ...because });
      end({ status: 'ABORTED', ...because, endedAt: host.clock.now() });
      return true;
    },
    isOpen: (taskId) => !over && engine.tasks.has(taskId),
  };
}

/** AWS names the state in front of a cause that is about the state itself. */
function inState(failure: StateFailure, visit: Visit): StateFailure {
  if (!failure.aboutState) return failure;
  return new StateFailure(
    failure.error,
    `An error occurred while executing the state '${visit.state.name}' (entered at the event id #${String(visit.enteredEventId)}). ${failure.reason ?? ''}`,
  );
}

function errorAndCause(failure: StateFailure): { error?: string; cause?: string } {
  return {
    ...(failure.error !== undefined && { error: failure.error }),
    ...(failure.reason !== undefined && failure.reason !== '' && { cause: failure.reason }),
  };
}

/** What a catcher's next state gets: absent parts are null, a timeout's cause is empty. */
function errorOutput(failure: StateFailure): JsonObject {
  return { Error: failure.error ?? null, Cause: failure.reason ?? null };
}
