import { messageOf, type Clock, type JsonValue } from '../../../platform/index.ts';
import type { Execution, TaskRequest } from '../../../states-language/index.ts';
import type { JobEnds } from '../batch/index.ts';
import type { Colleagues } from '../service.ts';
import type { Activities } from './activities.ts';
import { endingOf } from './endings.ts';
import type { ExecutionStore, StoredExecution } from './execution-store.ts';
import { roleCaller, runIntegration, TaskFailure, type IntegrationCall } from './integrations/index.ts';
import type { TaskTokens } from './task-token.ts';

/** How long {@link Tasks.settled} waits for a function that does not end. Real time. */
const patienceMs = 10_000;

/** How far a task had come before the process that ran it ended. */
export interface TaskPast {
  readonly started: boolean;
  /** The service's first answer, where it came. */
  readonly submitted?: JsonValue;
}

/** Runs what executions ask for. */
export interface Tasks {
  begin(execution: StoredExecution, run: Execution, request: TaskRequest, past?: TaskPast): void;
  /** Its token is known from now on, also when it is over. */
  remember(execution: StoredExecution, run: Execution, request: TaskRequest): void;
  /** Nobody waits for this task any more. */
  cancel(execution: StoredExecution, taskId: number): void;
  /** Resolves when no task is at work; false where patience ended. A task that waits for an answer is not at work. */
  settled(): Promise<boolean>;
  readonly idle: boolean;
  clear(): void;
}

export function createTasks(needs: {
  activities: Activities;
  colleagues: Colleagues;
  executions: ExecutionStore;
  jobs: JobEnds;
  tokens: TaskTokens;
  clock: Clock;
}): Tasks {
  const { activities, colleagues, tokens, clock } = needs;
  /** By execution and task: what to do when nobody waits for it any more. */
  const cancels = new Map<string, () => void>();
  const working = new Set<Promise<void>>();
  const keyOf = (execution: StoredExecution, taskId: number) => `${execution.arn} ${String(taskId)}`;

  const integrate = async (
    execution: StoredExecution,
    run: Execution,
    request: TaskRequest,
    past: TaskPast,
  ) => {
    const { taskId, pattern } = request;
    const call: IntegrationCall = {
      execution,
      request,
      colleagues,
      caller: roleCaller(execution, 'states', request.credentialsRoleArn),
    };
    const failed = (error: unknown) => {
      const { error: name, reason } =
        error instanceof TaskFailure ? error : new TaskFailure('States.Runtime', messageOf(error));
      run.taskFailed(taskId, { error: name, cause: reason });
    };
    if (!past.started) run.taskStarted(taskId, {});
    try {
      const result = past.submitted ?? (await runIntegration(call, clock.now()));
      if (pattern === 'request-response') {
        run.taskSucceeded(taskId, result);
        return;
      }
      // A token may have come back before the service's own answer.
      if (past.submitted === undefined && !run.taskSubmitted(taskId, result)) return;
      if (pattern === 'sync') awaitEnding(call, run, result, failed);
    } catch (error) {
      failed(error);
    }
  };

  /** @throws {TaskFailure} where there is nothing to wait for */
  const awaitEnding = (
    call: IntegrationCall,
    run: Execution,
    answer: JsonValue,
    failed: (error: unknown) => void,
  ) => {
    const { execution, request } = call;
    const ending = endingOf(call, answer, needs);
    const key = keyOf(execution, request.taskId);
    const finish = () => {
      cancels.delete(key);
      void ending.result().then((output) => run.taskSucceeded(request.taskId, output), failed);
    };
    if (ending.reached) {
      finish();
      return;
    }
    const forget = ending.onceReached(finish);
    cancels.set(key, () => {
      forget();
      ending.stop();
    });
  };

  const remember: Tasks['remember'] = (execution, run, { pattern, token, taskId }) => {
    if (pattern !== 'request-response') tokens.keep(token, { run, taskId, executionArn: execution.arn });
  };

  const offer = (run: Execution, request: TaskRequest) => {
    const { taskId, token, resource } = request;
    const offered = activities.offer(resource, {
      token,
      input: JSON.stringify(request.input),
      isOpen: () => run.isOpen(taskId),
      taken: (workerName) => run.taskStarted(taskId, workerName === undefined ? {} : { workerName }),
    });
    if (offered) return;
    run.taskFailed(taskId, { error: 'States.Runtime', cause: `Activity Does Not Exist: '${resource}'` });
  };

  return {
    remember,
    begin(execution, run, request, past = { started: false }) {
      remember(execution, run, request);
      if (request.kind === 'activity' && past.started) return;
      const key = keyOf(execution, request.taskId);
      // After this call returned: the engine is still writing the Scheduled event's followers.
      const work = new Promise<void>((resolve) => {
        const done = () => {
          if (cancels.get(key) === done) cancels.delete(key);
          resolve();
        };
        cancels.set(key, done);
        void Promise.resolve()
          .then(() =>
            request.kind === 'activity' ? offer(run, request) : integrate(execution, run, request, past),
          )
          .finally(done);
      });
      working.add(work);
      void work.finally(() => working.delete(work));
    },
    cancel(execution, taskId) {
      const key = keyOf(execution, taskId);
      const cancel = cancels.get(key);
      cancels.delete(key);
      cancel?.();
    },
    get idle() {
      return working.size === 0;
    },
    settled: () =>
      within(patienceMs, async (out) => {
        while (working.size > 0 && !out.aborted) await Promise.race([Promise.all(working), once(out)]);
        return working.size === 0;
      }),
    clear() {
      tokens.clear();
      cancels.clear();
    },
  };
}

/** Runs `work` with a signal that is given after so long, in real time. */
async function within<T>(ms: number, work: (out: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, ms);
  const result = await work(controller.signal);
  clearTimeout(timer);
  return result;
}

function once(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
