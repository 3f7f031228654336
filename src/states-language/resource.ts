import type { IntegrationPattern, TaskRequest } from './host.ts';

type Resource = Pick<TaskRequest, 'kind' | 'pattern' | 'service' | 'action'>;

const suffixes: Readonly<Record<string, IntegrationPattern>> = {
  sync: 'sync',
  'sync:2': 'sync',
  waitForTaskToken: 'wait-for-task-token',
};

/** What a Task's `Resource` asks for; undefined where it is not an ARN that Step Functions knows. */
export function resourceOf(arn: string): Resource | undefined {
  const parts = arn.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return undefined;
  if (parts[2] === 'lambda' && parts[5] === 'function')
    return { kind: 'lambda', pattern: 'request-response' };
  if (parts[2] !== 'states') return undefined;
  if (parts[5] === 'activity') return { kind: 'activity', pattern: 'wait-for-task-token' };
  // arn:aws:states:::sqs:sendMessage.waitForTaskToken, arn:aws:states:::aws-sdk:ec2:describeSnapshots
  const named = parts.slice(5).join(':');
  const [call, suffix] = splitSuffix(named);
  const at = call.lastIndexOf(':');
  if (at < 0) return undefined;
  const pattern = suffix === undefined ? 'request-response' : suffixes[suffix];
  if (!pattern) return undefined;
  return { kind: 'integration', pattern, service: call.slice(0, at), action: call.slice(at + 1) };
}

function splitSuffix(text: string): [string, string | undefined] {
  const at = text.indexOf('.');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
