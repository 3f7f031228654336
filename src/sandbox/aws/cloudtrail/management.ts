import type { MadeCall } from './made-call.ts';

/** Work on what a service holds, not on the service: a trail's history has none of it. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
const dataCalls: Readonly<Record<string, RegExp>> = {
  sqs: /^(Send|Receive|Delete)Message|^ChangeMessageVisibility/,
  sns: /^Publish/,
  lambda: /^Invoke/,
  events: /^PutEvents$/,
  states: /^(GetActivityTask|SendTask\w+|StartSyncExecution)$/,
  s3: /^(Get|Put|Delete|Head|Copy|Restore|Select)Objects?$|^List(Objects|ObjectsV2|ObjectVersions|Parts)$|Multipart|^UploadPart/,
};

/** Services of the whole account: their events stand in one Region. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html */
const globalServices = new Set(['iam', 'organizations', 'cloudfront', 'route53']);
const globalRegion = 'us-east-1';

const reading = /^(Get|List|Describe|Lookup|BatchGet|Head|Search|Simulate|Test|Validate|Assume)/;

/** The version of its API that Lambda has in the names of its events. https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html */
const lambdaVersion = '20150331';
const secondVersions = /^(GetFunction|UpdateFunction|AddPermission|RemovePermission)/;

export function isManagement({ service, operation }: Pick<MadeCall, 'service' | 'operation'>): boolean {
  return dataCalls[service]?.test(operation) !== true;
}

export function eventSource(service: string): string {
  return `${service}.amazonaws.com`;
}

export function eventName(service: string, operation: string): string {
  if (service !== 'lambda') return operation;
  return `${operation}${lambdaVersion}${secondVersions.test(operation) ? 'v2' : ''}`;
}

export function eventRegion(service: string, region: string): string {
  return globalServices.has(service) ? globalRegion : region;
}

export function isReadOnly(operation: string): boolean {
  return reading.test(operation);
}
