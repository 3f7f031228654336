import { isJsonObject, messageOf, type Clock } from '../../../platform/index.ts';
import type { Execution, TaskRequest } from '../../../states-language/index.ts';
import type { Colleagues } from '../service.ts';
import type { Activities } from './activities.ts';
import type { ExecutionStore, StoredExecution } from './execution-store.ts';
import {
  endedChild,
  roleCaller,
  runIntegration,
  TaskFailure,
  type IntegrationCall,
} from './integrations/index.ts';
import type { TaskTokens } from './task-token.ts';

/** How long {@link Tasks.settled} waits for a function that does not end. Real time. */
const patienceMs = 10_000;

/** Runs what executions ask for. */
export interface Tasks {
  begin(execution: StoredExecution, run: Execution, request: TaskRequest): void;
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
  tokens: TaskTokens;
  clock: Clock;
}): Tasks {
  const { activities, colleagues, executions, tokens, clock } = needs;
  /** By execution and task: what to do when nobody waits for it any more. */
  const cancels = new Map<string, () => void>();
  const working = new Set<Promise<void>>();
  const keyOf = (execution: StoredExecution, taskId: number) => `${execution.arn} ${String(taskId)}`;

  const integrate = async (execution: StoredExecution, run: Execution, request: TaskRequest) => {
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
    run.taskStarted(taskId, {});
    try {
      const result = await runIntegration(call, clock.now());
      if (pattern === 'request-response') {
        run.taskSucceeded(taskId, result);
        return;
      }
      // A token may have come back before the service's own answer.
      if (!run.taskSubmitted(taskId, result) || pattern !== 'sync' || !isJsonObject(result)) return;
      const childArn = result['ExecutionArn'];
      const child = executions.get(typeof childArn === 'string' ? childArn : '');
      if (!child) throw new TaskFailure('States.TaskFailed', 'An EXPRESS execution cannot be waited for.');
      const finish = () => {
        cancels.delete(keyOf(execution, taskId));
        void endedChild(call, child.arn).then((output) => run.taskSucceeded(taskId, output), failed);
      };
      if (child.outcome) {
        finish();
        return;
      }
      const forget = executions.onceEnded(child.arn, finish);
      cancels.set(keyOf(execution, taskId), () => {
        forget();
        child.run?.stop({});
      });
    } catch (error) {
      failed(error);
    }
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
    begin(execution, run, request) {
      if (request.pattern !== 'request-response')
        tokens.keep(request.token, { run, taskId: request.taskId, executionArn: execution.arn });
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
            request.kind === 'activity' ? offer(run, request) : integrate(execution, run, request),
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
