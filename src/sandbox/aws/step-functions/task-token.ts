import { randomBytes } from 'node:crypto';
import type { Execution } from '../../../states-language/index.ts';
import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import { isHere } from './names.ts';

const tokenPrefix = 'sbxtok-';
/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
const longestToken = 2_048;

export interface OpenTask {
  readonly run: Execution;
  readonly taskId: number;
  readonly executionArn: string;
}

/** Which task a token answers for. Tokens of ended tasks stay known: a late answer is told so. */
export interface TaskTokens {
  newToken(): string;
  keep(token: string, task: OpenTask): void;
  /** @throws {AwsError} as SendTaskSuccess and its sisters refuse a token */
  open(token: string, caller: Caller): OpenTask;
  clear(): void;
}

export function createTaskTokens(): TaskTokens {
  const tokens = new Map<string, OpenTask>();
  return {
    newToken: () => tokenPrefix + randomBytes(192).toString('base64url'),
    keep(token, task) {
      tokens.set(token, task);
    },
    open(token, caller) {
      const found = tokens.get(token);
      const foreign = found !== undefined && !isHere(found.executionArn, caller);
      if (foreign || !token.startsWith(tokenPrefix) || token.length > longestToken)
        throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
      if (!found) throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Task does not exist'");
      if (!found.run.isOpen(found.taskId))
        throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
      return found;
    },
    clear() {
      tokens.clear();
    },
  };
}
