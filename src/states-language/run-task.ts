import type { JsonValue } from '../platform/index.ts';
import { valueAt } from './data-flow.ts';
import { effectiveInput, mustFit, outputOf, rootsOf, write, type Engine } from './engine.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import type { Frame, Visit } from './frame.ts';
import type { TaskRequest } from './host.ts';
import { resourceOf } from './resource.ts';
import { taskEvent } from './task-events.ts';

/** Schedules a task with its host and waits for the answer, the timeout or a missed heartbeat. */
export function runTask(engine: Engine, frame: Frame, visit: Visit): void {
  const { fields, name } = visit.state;
  const written = fields['Resource'];
  const resource = typeof written === 'string' ? resourceOf(written) : undefined;
  if (typeof written !== 'string' || !resource)
    throw runtimeFailure(`The resource of '${name}' is not callable.`);
  const token = engine.host.newToken();
  const timeoutSeconds = seconds(engine, frame, visit, 'TimeoutSeconds');
  const heartbeatSeconds = seconds(engine, frame, visit, 'HeartbeatSeconds');
  const request: Omit<TaskRequest, 'taskId'> = {
    ...resource,
    resource: written,
    input: effectiveInput(engine, frame, visit, token),
    token,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
  };
  const note = (moment: Parameters<typeof taskEvent>[1]) => {
    const event = taskEvent(request, moment);
    return write(engine, frame, event.type, event.detailsName, event.details);
  };
  const taskId = note({ kind: 'scheduled' });

  const close = () => engine.tasks.delete(taskId);
  const giveUp = () => {
    if (close()) engine.host.cancelTask(taskId);
  };
  const timedOut = () => {
    giveUp();
    note({ kind: 'timed-out', error: 'States.Timeout' });
    engine.fail(frame, new StateFailure('States.Timeout', ''));
  };
  const restart = (limitSeconds: number | undefined) => {
    let cancel: () => void = () => undefined;
    return () => {
      cancel();
      if (limitSeconds !== undefined) cancel = engine.after(frame, limitSeconds * 1000, timedOut);
    };
  };
  const restartTimeout = restart(timeoutSeconds);
  const restartHeartbeat = restart(heartbeatSeconds);

  visit.undo.add(giveUp);
  engine.tasks.set(taskId, {
    started({ workerName }) {
      note({ kind: 'started', ...(workerName !== undefined && { workerName }) });
      restartTimeout();
      restartHeartbeat();
    },
    submitted(output) {
      note({ kind: 'submitted', output });
      restartHeartbeat();
    },
    succeeded(output) {
      close();
      succeed(engine, frame, visit, output, written, note);
    },
    failed(failure) {
      close();
      note({ kind: 'failed', ...failure });
      engine.fail(frame, new StateFailure(failure.error, failure.cause));
    },
    heartbeat: restartHeartbeat,
  });
  // An activity that no worker takes times out all the same.
  restartTimeout();
  engine.host.runTask({ ...request, taskId });
}

function succeed(
  engine: Engine,
  frame: Frame,
  visit: Visit,
  output: JsonValue,
  resource: string,
  note: (moment: Parameters<typeof taskEvent>[1]) => number,
): void {
  engine.soon(frame, () => {
    try {
      mustFit(output, resource);
    } catch (error) {
      if (error instanceof StateFailure) {
        note({
          kind: 'failed',
          ...(error.error !== undefined && { error: error.error }),
          cause: error.message,
        });
      }
      throw error;
    }
    note({ kind: 'succeeded', output });
    engine.leave(frame, outputOf(engine, frame, visit, output));
  });
}

/** `TimeoutSeconds` or `TimeoutSecondsPath` and their heartbeat sisters. */
function seconds(engine: Engine, frame: Frame, visit: Visit, field: string): number | undefined {
  const { fields } = visit.state;
  const fixed = fields[field];
  if (typeof fixed === 'number') return fixed;
  const path = fields[`${field}Path`];
  if (typeof path !== 'string') return undefined;
  const value = valueAt(path, rootsOf(engine, frame, visit));
  if (typeof value === 'number' && value > 0) return value;
  throw runtimeFailure(`The value at ${path} for ${field}Path is not a positive number.`);
}
