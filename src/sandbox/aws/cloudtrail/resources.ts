import type { JsonObject } from '../../../platform/index.ts';

/** What a parameter names. */
const types: Readonly<Record<string, string>> = {
  userName: 'AWS::IAM::User',
  groupName: 'AWS::IAM::Group',
  roleName: 'AWS::IAM::Role',
  roleArn: 'AWS::IAM::Role',
  policyArn: 'AWS::IAM::Policy',
  accessKeyId: 'AWS::IAM::AccessKey',
  bucket: 'AWS::S3::Bucket',
  bucketName: 'AWS::S3::Bucket',
  functionName: 'AWS::Lambda::Function',
  topicArn: 'AWS::SNS::Topic',
  queueUrl: 'AWS::SQS::Queue',
  queueName: 'AWS::SQS::Queue',
  stateMachineArn: 'AWS::StepFunctions::StateMachine',
  activityArn: 'AWS::StepFunctions::Activity',
  instanceId: 'AWS::EC2::Instance',
  instanceIds: 'AWS::EC2::Instance',
  snapshotId: 'AWS::EC2::Snapshot',
  volumeId: 'AWS::EC2::Volume',
  imageId: 'AWS::EC2::Ami',
  jobQueue: 'AWS::Batch::JobQueue',
  jobDefinition: 'AWS::Batch::JobDefinition',
  computeEnvironment: 'AWS::Batch::ComputeEnvironment',
  clusterIdentifier: 'AWS::Redshift::Cluster',
  rule: 'AWS::Events::Rule',
};

export interface NamedResource {
  readonly type: string;
  readonly name: string;
}

/** The resources that a call names, or made: what a look-up by resource finds. */
export function resourcesOf(...members: readonly (JsonObject | null)[]): readonly NamedResource[] {
  const found = members.flatMap((member) => (member ? Object.entries(member) : [])).flatMap(named);
  return found.filter((one, index) => found.findIndex((other) => other.name === one.name) === index);
}

function named([member, value]: [string, unknown]): readonly NamedResource[] {
  const type = types[member];
  if (type !== undefined) {
    const names: readonly unknown[] = Array.isArray(value) ? value : [value];
    return names.flatMap((name) => (typeof name === 'string' && name !== '' ? [{ type, name }] : []));
  }
  // What an answer made stands one level deeper: `accessKey: { accessKeyId }`.
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap((inner) => (types[inner[0]] === undefined ? [] : named(inner)));
}
