import type { JsonObject, JsonValue } from '../platform/index.ts';
import type { TaskRequest } from './host.ts';

export interface TaskEvent {
  readonly type: string;
  readonly detailsName?: string;
  readonly details?: JsonObject;
}

type Moment =
  | { readonly kind: 'scheduled' }
  | { readonly kind: 'started'; readonly workerName?: string }
  | { readonly kind: 'submitted'; readonly output: JsonValue }
  | { readonly kind: 'succeeded'; readonly output: JsonValue }
  | { readonly kind: 'failed' | 'timed-out'; readonly error?: string; readonly cause?: string };

const wholeDetails = { truncated: false };
const words = {
  scheduled: 'Scheduled',
  started: 'Started',
  submitted: 'Submitted',
  succeeded: 'Succeeded',
  failed: 'Failed',
  'timed-out': 'TimedOut',
};
const families = { activity: 'Activity', lambda: 'LambdaFunction', integration: 'Task' };

/**
 * The history event for a moment of a task: each kind of task has its own family of names and fields.
 * @param region of the execution
 */
export function taskEvent(request: Omit<TaskRequest, 'taskId'>, moment: Moment, region: string): TaskEvent {
  const type = `${families[request.kind]}${words[moment.kind]}`;
  const details: JsonObject = { ...common(request), ...detailsOf(request, moment, region) };
  // A Lambda function's Started event has no details.
  if (request.kind === 'lambda' && moment.kind === 'started') return { type };
  return { type, detailsName: `${type[0]?.toLowerCase() ?? ''}${type.slice(1)}EventDetails`, details };
}

function common(request: Omit<TaskRequest, 'taskId'>): JsonObject {
  if (request.kind !== 'integration') return {};
  const suffix = { 'request-response': '', sync: '.sync', 'wait-for-task-token': '.waitForTaskToken' };
  const [written] = /[^:.]+(\.\w+(:2)?)?$/.exec(request.resource) ?? [];
  return {
    resourceType: request.service ?? '',
    resource: written ?? `${request.action ?? ''}${suffix[request.pattern]}`,
  };
}

function detailsOf(request: Omit<TaskRequest, 'taskId'>, moment: Moment, region: string): JsonObject {
  switch (moment.kind) {
    case 'scheduled': {
      const limits = {
        ...(request.timeoutSeconds !== undefined && { timeoutInSeconds: request.timeoutSeconds }),
        ...(request.heartbeatSeconds !== undefined && { heartbeatInSeconds: request.heartbeatSeconds }),
        ...(request.credentialsRoleArn !== undefined && {
          taskCredentials: { roleArn: request.credentialsRoleArn },
        }),
      };
      const input = JSON.stringify(request.input);
      if (request.kind === 'integration') return { region, parameters: input, ...limits };
      return { resource: request.resource, input, inputDetails: wholeDetails, ...limits };
    }
    case 'started':
      return moment.workerName === undefined ? {} : { workerName: moment.workerName };
    case 'submitted':
    case 'succeeded':
      return { output: JSON.stringify(moment.output), outputDetails: wholeDetails };
    case 'failed':
    case 'timed-out':
      return {
        ...(moment.error !== undefined && { error: moment.error }),
        ...(moment.cause !== undefined && { cause: moment.cause }),
      };
  }
}
