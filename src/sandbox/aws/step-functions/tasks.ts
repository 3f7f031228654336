import { randomBytes } from 'node:crypto';
import {
  isJsonObject,
  messageOf,
  parseJson,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import type { Execution, TaskRequest } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { FunctionRunner, Invocation } from '../functions.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import type { Activities } from './activities.ts';

const tokenPrefix = 'sbxtok-';
const longestToken = 2_048;

/** Runs what executions ask for, and takes the answers that come with task tokens. */
export interface Tasks {
  readonly operations: Operations;
  newToken(): string;
  begin(run: Execution, request: TaskRequest): void;
  /** Resolves when no function is running. */
  settled(): Promise<void>;
  clear(): void;
}

interface Token {
  readonly run: Execution;
  readonly taskId: number;
}

export function createTasks(needs: { activities: Activities; functions: FunctionRunner }): Tasks {
  const { activities, functions } = needs;
  const tokens = new Map<string, Token>();
  const working = new Set<Promise<void>>();

  const open = (token: string): Token => {
    if (!token.startsWith(tokenPrefix) || token.length > longestToken) {
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    }
    const found = tokens.get(token);
    if (!found) throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Task does not exist'");
    if (!found.run.isOpen(found.taskId)) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return found;
  };

  const invoke = async (run: Execution, request: TaskRequest) => {
    const called = callOf(request);
    run.taskStarted(request.taskId, {});
    if (!called) {
      run.taskFailed(request.taskId, {
        error: 'States.Runtime',
        cause: `The sandbox does not run ${request.service ?? ''}:${request.action ?? ''} yet.`,
      });
      return;
    }
    const answer = functions.has(called.name)
      ? await functions.invoke(called.name, called.payload).catch((error: unknown): Invocation => ({
          ok: false,
          errorType: 'Runtime.ExitError',
          errorMessage: messageOf(error),
        }))
      : notFound(request, called.name);
    if (answer.ok) run.taskSucceeded(request.taskId, called.wrap(answer.payload));
    else {
      const { errorType, errorMessage, trace } = answer;
      run.taskFailed(request.taskId, {
        error: errorType,
        cause: JSON.stringify({ errorType, errorMessage, ...(trace && { trace }) }),
      });
    }
  };

  return {
    operations: {
      SendTaskSuccess(params) {
        const token = text(params, 'taskToken');
        const output = parseJson(text(params, 'output'));
        const { run, taskId } = open(token);
        if (output === undefined)
          throw new AwsError('InvalidOutput', "Invalid Output: 'The output is not JSON'");
        run.taskSucceeded(taskId, output);
        return {};
      },
      SendTaskFailure(params) {
        const { run, taskId } = open(text(params, 'taskToken'));
        const error = optionalText(params, 'error');
        const cause = optionalText(params, 'cause');
        run.taskFailed(taskId, {
          ...(error !== undefined && { error }),
          ...(cause !== undefined && { cause }),
        });
        return {};
      },
      SendTaskHeartbeat(params) {
        const { run, taskId } = open(text(params, 'taskToken'));
        run.taskHeartbeat(taskId);
        return {};
      },
    },
    newToken: () => tokenPrefix + randomBytes(192).toString('base64url'),
    begin(run, request) {
      const { taskId, token } = request;
      tokens.set(token, { run, taskId });
      // After this call returned: the engine is still writing the Scheduled event's followers.
      const work = Promise.resolve().then(async () => {
        if (request.kind !== 'activity') {
          await invoke(run, request);
          return;
        }
        const offered = activities.offer(request.resource, {
          token,
          input: JSON.stringify(request.input),
          isOpen: () => run.isOpen(taskId),
          taken: (workerName) => run.taskStarted(taskId, workerName === undefined ? {} : { workerName }),
        });
        if (!offered) {
          run.taskFailed(taskId, {
            error: 'States.Runtime',
            cause: `Activity Does Not Exist: '${request.resource}'`,
          });
        }
      });
      working.add(work);
      void work.finally(() => working.delete(work));
    },
    async settled() {
      while (working.size > 0) await Promise.all(working);
    },
    clear() {
      tokens.clear();
    },
  };
}

/** The function that a task calls, directly or through `lambda:invoke`. */
function callOf(
  request: TaskRequest,
): { name: string; payload: JsonValue; wrap: (payload: JsonValue) => JsonValue } | undefined {
  if (request.kind === 'lambda') {
    return { name: functionName(request.resource), payload: request.input, wrap: (payload) => payload };
  }
  if (request.service !== 'lambda' || request.action !== 'invoke' || !isJsonObject(request.input))
    return undefined;
  const input: JsonObject = request.input;
  const name = input['FunctionName'];
  return {
    name: functionName(typeof name === 'string' ? name : ''),
    payload: input['Payload'] ?? {},
    wrap: (payload) => ({ ExecutedVersion: '$LATEST', Payload: payload, StatusCode: 200 }),
  };
}

/** The name in a name, a partial ARN or an ARN, without its qualifier. */
function functionName(written: string): string {
  const afterFunction = written.split(':function:')[1] ?? written;
  return afterFunction.split(':')[0] ?? '';
}

function notFound(request: TaskRequest, name: string): Invocation {
  return {
    ok: false,
    errorType: request.kind === 'lambda' ? 'Lambda.ResourceNotFoundException' : 'Lambda.AWSLambdaException',
    errorMessage: `Function not found: ${name}`,
  };
}
