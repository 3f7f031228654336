import { isJsonObject, type JsonValue } from '../../../platform/index.ts';
import type { JobEnds } from '../batch/index.ts';
import type { ExecutionStore } from './execution-store.ts';
import { endedChild, endedJob, endJob, TaskFailure, type IntegrationCall } from './integrations/index.ts';

/** The end of something that a `.sync` task waits for. */
export interface Ending {
  readonly reached: boolean;
  /** The answer takes it back. */
  onceReached(listener: () => void): () => void;
  /** What the task gives then. @throws {TaskFailure} where it failed */
  result(): Promise<JsonValue>;
  /** The task is over without it: it is stopped. */
  stop(): void;
}

/** What the first answer of a `.sync` task says to wait for. @throws {TaskFailure} where there is nothing */
export function endingOf(
  call: IntegrationCall,
  answer: JsonValue,
  among: { executions: ExecutionStore; jobs: JobEnds },
): Ending {
  const { ExecutionArn: arn, JobId: jobId } = isJsonObject(answer) ? answer : {};
  if (typeof jobId === 'string') return jobEnding(call, jobId, among.jobs);
  const child = among.executions.get(typeof arn === 'string' ? arn : '');
  if (!child) throw new TaskFailure('States.TaskFailed', 'An EXPRESS execution cannot be waited for.');
  return {
    reached: child.outcome !== undefined,
    onceReached: (listener) => among.executions.onceEnded(child.arn, listener),
    result: () => endedChild(call, child.arn),
    stop: () => child.run?.stop({}),
  };
}

function jobEnding(call: IntegrationCall, jobId: string, jobs: JobEnds): Ending {
  return {
    // Of a job that is not there the result says so.
    reached: jobs.stateOf(jobId) !== 'open',
    onceReached: (listener) => jobs.onceEnded(jobId, listener),
    result: () => endedJob(call, jobId),
    stop() {
      endJob(call, jobId);
    },
  };
}
