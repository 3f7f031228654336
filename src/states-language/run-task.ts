import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { fill } from './data-flow.ts';
import { mustFit, write, type Engine } from './engine.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import { conclude, effectiveInput, readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import type { TaskRequest } from './host.ts';
import { render } from './jsonata/index.ts';
import { secondsOf } from './numbers.ts';
import { resourceOf } from './resource.ts';
import type { Steps } from './steps.ts';
import { taskEvent } from './task-events.ts';

type Note = (moment: Parameters<typeof taskEvent>[1]) => number;

/** Schedules a task with its host and waits for the answer, the timeout or a missed heartbeat. */
export function* runTask(engine: Engine, frame: Frame, visit: Visit): Steps {
  const request = yield* requestOf(engine, frame, visit);
  const region = engine.identity.executionArn.split(':')[3] ?? '';
  const note: Note = (moment) => {
    const event = taskEvent(request, moment, region);
    return write(engine, frame, event.type, event.detailsName, event.details);
  };
  const taskId = note({ kind: 'scheduled' });
  const close = () => engine.tasks.delete(taskId);
  const giveUp = () => {
    if (close()) engine.host.cancelTask(taskId);
  };
  const limit = (limitSeconds: number | undefined, alias?: string) => {
    let cancel: () => void = () => undefined;
    return () => {
      cancel();
      if (limitSeconds === undefined) return;
      cancel = engine.after(frame, limitSeconds * 1000, () => {
        // Answered already; the answer waits its turn behind this one.
        if (!engine.tasks.has(taskId)) return undefined;
        giveUp();
        note({ kind: 'timed-out', error: 'States.Timeout' });
        throw new StateFailure('States.Timeout', '', alias === undefined ? {} : { alias });
      });
    };
  };
  const restartTimeout = limit(request.timeoutSeconds);
  // A missed heartbeat is recorded as States.Timeout; retriers and catchers may name it States.HeartbeatTimeout.
  const restartHeartbeat = limit(request.heartbeatSeconds, 'States.HeartbeatTimeout');
  /** What an answer writes waits its turn; whether it counts is decided at once. */
  const soon = (step: () => Steps | undefined) => {
    engine.soon(frame, step);
  };

  visit.undo.add(giveUp);
  engine.tasks.set(taskId, {
    started({ workerName }) {
      restartTimeout();
      restartHeartbeat();
      soon(() => void note({ kind: 'started', ...(workerName !== undefined && { workerName }) }));
    },
    submitted(output) {
      restartHeartbeat();
      soon(() => void note({ kind: 'submitted', output }));
    },
    succeeded(output) {
      close();
      soon(() => succeed(engine, frame, visit, output, note));
    },
    failed(failure) {
      close();
      soon(() => {
        note({ kind: 'failed', ...failure });
        throw new StateFailure(failure.error, failure.cause, { ofTask: true });
      });
    },
    heartbeat: restartHeartbeat,
  });
  // An activity that no worker takes times out all the same.
  restartTimeout();
  engine.host.runTask({ ...request, taskId });
}

function* requestOf(engine: Engine, frame: Frame, visit: Visit): Steps<Omit<TaskRequest, 'taskId'>> {
  const { fields, name } = visit.state;
  const written = fields['Resource'];
  const resource = typeof written === 'string' ? resourceOf(written) : undefined;
  if (typeof written !== 'string' || !resource)
    throw runtimeFailure(`The resource of '${name}' is not callable.`);
  const token = engine.host.newToken();
  const timeoutSeconds = yield* secondsOf(engine, frame, visit, 'TimeoutSeconds');
  const heartbeatSeconds = yield* secondsOf(engine, frame, visit, 'HeartbeatSeconds');
  // Only a callback task sees its token in the context object; an activity's worker is handed it.
  const callback = resource.kind === 'integration' && resource.pattern !== 'request-response';
  const input = yield* effectiveInput(engine, frame, visit, callback ? { token } : {});
  mustFit(input, name);
  const credentialsRoleArn = yield* roleOf(engine, frame, visit);
  return {
    ...resource,
    resource: written,
    input,
    token,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    ...(credentialsRoleArn !== undefined && { credentialsRoleArn }),
  };
}

/** `Credentials.RoleArn`, a text, a path, an intrinsic function or an expression. */
function* roleOf(engine: Engine, frame: Frame, visit: Visit): Steps<string | undefined> {
  const { fields, language } = visit.state;
  if (!isJsonObject(fields['Credentials'])) return undefined;
  const credentials =
    language === 'JSONata'
      ? yield* render(fields['Credentials'], 'Credentials', surroundingsOf(engine, frame, visit))
      : fill(fields['Credentials'], readingOf(engine, frame, visit));
  const role = isJsonObject(credentials) ? credentials['RoleArn'] : undefined;
  return typeof role === 'string' ? role : undefined;
}

function* succeed(engine: Engine, frame: Frame, visit: Visit, output: JsonValue, note: Note): Steps {
  const resource = visit.state.fields['Resource'];
  try {
    mustFit(output, typeof resource === 'string' ? resource : '', true);
  } catch (error) {
    if (error instanceof StateFailure)
      note({ kind: 'failed', error: error.error ?? '', cause: error.message });
    throw error;
  }
  note({ kind: 'succeeded', output });
  engine.leave(frame, yield* conclude(engine, frame, visit, output));
}
