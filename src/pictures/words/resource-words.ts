import { isDistributed, resourceOf, type State } from '../../states-language/index.ts';

/** How people call the services that are not simply written in capitals. */
const services: Readonly<Record<string, string>> = {
  apigateway: 'API Gateway',
  athena: 'Athena',
  batch: 'Batch',
  bedrock: 'Bedrock',
  bedrockruntime: 'Bedrock',
  cloudwatch: 'CloudWatch',
  codebuild: 'CodeBuild',
  databrew: 'DataBrew',
  dynamodb: 'DynamoDB',
  elasticmapreduce: 'EMR',
  'emr-containers': 'EMR on EKS',
  'emr-serverless': 'EMR Serverless',
  eventbridge: 'EventBridge',
  events: 'EventBridge',
  glue: 'Glue',
  http: 'HTTP',
  lambda: 'Lambda',
  mediaconvert: 'MediaConvert',
  sagemaker: 'SageMaker',
  secretsmanager: 'Secrets Manager',
  sfn: 'Step Functions',
};
const patterns = {
  'request-response': '',
  sync: ' · waits for end',
  'wait-for-task-token': ' · waits for token',
};

/** What a state does, in the few words of its second line. Pure. */
export function kindWords(state: State): string {
  const { type, fields } = state;
  switch (type) {
    case 'Task':
      return taskWords(state);
    case 'Wait':
      return waitWords(state);
    case 'Fail':
      return typeof fields['Error'] === 'string' ? `Fail · ${fields['Error']}` : 'Fail';
    case 'Parallel':
      return `Parallel · ${String(state.branches.length)} ${state.branches.length === 1 ? 'branch' : 'branches'}`;
    case 'Map': {
      const { MaxConcurrency: width } = fields;
      const limit = typeof width === 'number' && width > 0 ? ` · ${String(width)} at once` : '';
      return `Map · ${isDistributed(fields) ? 'a child execution per item' : 'each item'}${limit}`;
    }
    case 'Pass':
    case 'Choice':
    case 'Succeed':
      return type;
  }
}

function taskWords({ fields }: State): string {
  const { Resource: arn } = fields;
  if (typeof arn !== 'string') return 'Task';
  const resource = resourceOf(arn);
  if (!resource) return 'Task';
  // arn:aws:lambda:eu-west-1:000000000000:function:NAME:ALIAS
  const name = arn.split(':')[6] ?? '';
  if (resource.kind === 'lambda') return `Lambda · ${name}`;
  if (resource.kind === 'activity') return `Activity · ${name}`;
  const { service: written = '', action = '', pattern } = resource;
  const service = written.replace(/^aws-sdk:/, '');
  if (service === 'states' && action === 'startExecution') return `Runs a state machine${patterns[pattern]}`;
  const called = Object.hasOwn(services, service) ? services[service] : undefined;
  return `${called ?? service.toUpperCase()} ${action}${patterns[pattern]}`;
}

function waitWords({ fields }: State): string {
  const { Seconds: seconds, Timestamp: timestamp, SecondsPath, TimestampPath } = fields;
  if (typeof seconds === 'number') return `Wait · ${String(seconds)} s`;
  if (typeof timestamp === 'string' && !timestamp.startsWith('{%')) return `Wait until ${timestamp}`;
  const until = timestamp !== undefined || TimestampPath !== undefined;
  if (until) return 'Wait until a moment of the input';
  return SecondsPath !== undefined || seconds !== undefined ? 'Wait · as the input says' : 'Wait';
}

/** Whether a Task starts an execution of another state machine. */
export function runsMachine({ fields }: State): boolean {
  const { Resource: arn } = fields;
  return typeof arn === 'string' && /:(?:states|aws-sdk:sfn):start(?:Sync)?Execution/.test(arn);
}
