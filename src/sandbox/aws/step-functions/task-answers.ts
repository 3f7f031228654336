import type { JsonObject } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import { readJsonText } from './json-text.ts';
import type { TaskTokens } from './task-token.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html, API_SendTaskSuccess.html */
const longestError = 256;
const longestCause = 32_768;
const largestOutput = 262_144;

/** How workers and whoever else holds a token answer. */
export function taskAnswerOperations(tokens: TaskTokens): Operations {
  return {
    SendTaskSuccess(params, caller) {
      const output = text(params, 'output');
      mustBeShort('output', output, largestOutput);
      const { run, taskId } = tokens.open(text(params, 'taskToken'), caller);
      const read = readJsonText(output);
      if ('why' in read) throw new AwsError('InvalidOutput', `Invalid Output: '${read.why}'`);
      run.taskSucceeded(taskId, read.value);
      return {};
    },
    SendTaskFailure(params, caller) {
      const because = readFailure(params);
      const { run, taskId } = tokens.open(text(params, 'taskToken'), caller);
      run.taskFailed(taskId, because);
      return {};
    },
    SendTaskHeartbeat(params, caller) {
      const { run, taskId } = tokens.open(text(params, 'taskToken'), caller);
      run.taskHeartbeat(taskId);
      return {};
    },
  };
}

/** `error` and `cause` of SendTaskFailure and StopExecution. */
export function readFailure(params: JsonObject): { error?: string; cause?: string } {
  const error = optionalText(params, 'error');
  const cause = optionalText(params, 'cause');
  mustBeShort('error', error ?? '', longestError);
  mustBeShort('cause', cause ?? '', longestCause);
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

/** Step Functions does not repeat these values: they may be secret. */
export function mustBeShort(name: string, value: string, longest: number): void {
  if (Buffer.byteLength(value) <= longest) return;
  throw validationError(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${String(longest)}`,
  );
}
