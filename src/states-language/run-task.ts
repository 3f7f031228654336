import { isJsonObject, type JsonValue } from '../platform/index.ts';
import { fill } from './data-flow.ts';
import { mustFit, write, type Engine } from './engine.ts';
import { runtimeFailure, StateFailure } from './failure.ts';
import { conclude, effectiveInput, readingOf, surroundingsOf } from './fields.ts';
import type { Frame, Visit } from './frame.ts';
import type { TaskRequest } from './host.ts';
import { render } from './jsonata/index.ts';
import { secondsOf } from './numbers.ts';
import type { OpenTask } from './open-tasks.ts';
import { resourceOf } from './resource.ts';
import type { Steps } from './steps.ts';
import { taskEvent } from './task-events.ts';

/** Schedules a task with its host and waits for the answer, the timeout or a missed heartbeat. */
export function* runTask(engine: Engine, frame: Frame, visit: Visit): Steps {
  const request = yield* requestOf(engine, frame, visit);
  new RunningTask(engine, frame, visit, request).schedule();
}

type Request = Omit<TaskRequest, 'taskId'>;

/** What an answer writes waits its turn; whether it counts is decided at once. */
class RunningTask implements OpenTask {
  private readonly engine: Engine;
  private readonly frame: Frame;
  private readonly visit: Visit;
  private readonly request: Request;
  private taskId = 0;
  private stopTimeout: () => void = () => undefined;
  private stopHeartbeat: () => void = () => undefined;

  constructor(engine: Engine, frame: Frame, visit: Visit, request: Request) {
    this.engine = engine;
    this.frame = frame;
    this.visit = visit;
    this.request = request;
  }

  schedule(): void {
    const { engine, request } = this;
    this.taskId = this.note({ kind: 'scheduled' });
    this.visit.undo.add(() => {
      this.giveUp();
    });
    engine.tasks.set(this.taskId, this);
    // An activity that no worker takes times out all the same.
    this.restartTimeout();
    engine.host.runTask({ ...request, taskId: this.taskId });
  }

  started({ workerName }: { workerName?: string }): void {
    this.restartTimeout();
    this.heartbeat();
    this.soon(() => void this.note({ kind: 'started', ...(workerName !== undefined && { workerName }) }));
  }

  submitted(output: JsonValue): void {
    this.heartbeat();
    this.soon(() => void this.note({ kind: 'submitted', output }));
  }

  succeeded(output: JsonValue): void {
    this.close();
    this.soon(() => this.succeed(output));
  }

  failed(failure: { error?: string; cause?: string }): void {
    this.close();
    this.soon(() => {
      this.note({ kind: 'failed', ...failure });
      throw new StateFailure(failure.error, failure.cause, { ofTask: true });
    });
  }

  heartbeat(): void {
    this.stopHeartbeat();
    // Recorded as States.Timeout; retriers and catchers may name it States.HeartbeatTimeout.
    const { heartbeatSeconds } = this.request;
    this.stopHeartbeat = this.limit(heartbeatSeconds, { alias: 'States.HeartbeatTimeout' });
  }

  private restartTimeout(): void {
    this.stopTimeout();
    this.stopTimeout = this.limit(this.request.timeoutSeconds, {});
  }

  private limit(seconds: number | undefined, more: { alias?: string }): () => void {
    if (seconds === undefined) return () => undefined;
    return this.engine.after(this.frame, seconds * 1000, () => {
      // Answered already; the answer waits its turn behind this one.
      if (!this.engine.tasks.has(this.taskId)) return undefined;
      this.giveUp();
      this.note({ kind: 'timed-out', error: 'States.Timeout' });
      throw new StateFailure('States.Timeout', '', more);
    });
  }

  private *succeed(output: JsonValue): Steps {
    const { engine, frame, visit } = this;
    try {
      mustFit(output, this.request.resource, true);
    } catch (error) {
      if (error instanceof StateFailure)
        this.note({ kind: 'failed', error: error.error ?? '', cause: error.message });
      throw error;
    }
    this.note({ kind: 'succeeded', output });
    engine.leave(frame, yield* conclude(engine, frame, visit, output));
  }

  private close(): boolean {
    return this.engine.tasks.delete(this.taskId);
  }

  private giveUp(): void {
    if (this.close()) this.engine.host.cancelTask(this.taskId);
  }

  private soon(step: () => Steps | undefined): void {
    this.engine.soon(this.frame, step);
  }

  private note(moment: Parameters<typeof taskEvent>[1]): number {
    const region = this.engine.identity.executionArn.split(':')[3] ?? '';
    const event = taskEvent(this.request, moment, region);
    return write(this.engine, this.frame, event.type, event.detailsName, event.details);
  }
}

function* requestOf(engine: Engine, frame: Frame, visit: Visit): Steps<Request> {
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
