import type { IntegrationPattern, TaskRequest } from './host.ts';

type Resource = Pick<TaskRequest, 'kind' | 'pattern' | 'service' | 'action'>;

/**
 * Services with an integration of their own; every other call goes by `aws-sdk`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const optimized: ReadonlySet<string> = new Set([
  'apigateway',
  'athena',
  'batch',
  'bedrock',
  'codebuild',
  'databrew',
  'dynamodb',
  'ecs',
  'eks',
  'elasticmapreduce',
  'emr-containers',
  'emr-serverless',
  'events',
  'glue',
  'http',
  'lambda',
  'mediaconvert',
  'sagemaker',
  'sns',
  'sqs',
  'states',
]);

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
  const pattern =
    suffix === undefined
      ? 'request-response'
      : Object.hasOwn(suffixes, suffix)
        ? suffixes[suffix]
        : undefined;
  const service = call.slice(0, at);
  const action = call.slice(at + 1);
  const sdk = service.startsWith('aws-sdk:') && service.length > 'aws-sdk:'.length;
  if (!pattern || action === '' || !(sdk || optimized.has(service))) return undefined;
  // A call by the SDK has no job to wait for.
  if (sdk && pattern === 'sync') return undefined;
  return { kind: 'integration', pattern, service, action };
}

function splitSuffix(text: string): [string, string | undefined] {
  const at = text.indexOf('.');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
