import { expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/platform/index.ts';
import { AwsError } from '../../../src/sandbox/aws/aws-error.ts';
import type { Caller } from '../../../src/sandbox/aws/caller.ts';
import { seedStack, type StackResourceSeed } from '../../../src/sandbox/aws/seed-stack.ts';

const seeder: Caller = {
  accessKeyId: 'seeds',
  region: 'us-east-1',
  service: 'states',
  account: '0',
  arn: '',
};
const resource = (type: string, name: string, properties: JsonObject = {}): StackResourceSeed => ({
  type: `AWS::${type}`,
  name,
  arn: `arn:${name}`,
  properties,
});

/** Notes what is called; a service in `lacking` is one that the sandbox does not have. */
function account(lacking: readonly string[] = [], refuse?: string) {
  const calls: [string, string, JsonObject, string][] = [];
  const colleagues = {
    has: (service: string) => !lacking.includes(service),
    call: (service: string, operation: string, params: JsonObject, { region }: Caller) => {
      calls.push([service, operation, params, region]);
      return refuse === undefined ? Promise.resolve({}) : Promise.reject(new AwsError(refuse, 'no'));
    },
  };
  return { colleagues, calls };
}

it('makes what a stack has in its own Region: who delivers after who receives', async () => {
  const { colleagues, calls } = account();
  const resources = [
    resource('Events::Rule', 'on-snapshot', {
      EventPattern: { source: ['aws.ec2'] },
      Targets: [{ Id: 'm', Arn: 'arn:m', RoleArn: 'arn:r' }],
    }),
    resource('IAM::Role', 'role'),
    resource('SQS::Queue', 'q', {
      QueueName: 'q',
      VisibilityTimeout: 60,
      RedrivePolicy: { maxReceiveCount: 3 },
    }),
    resource('StepFunctions::StateMachine', 'm', { DefinitionString: '{}' }),
  ];
  await seedStack(colleagues, { region: 'us-west-2', resources }, seeder);
  expect(calls.map(([service, operation, , region]) => `${region} ${service} ${operation}`)).toEqual([
    'us-west-2 sqs CreateQueue',
    'us-west-2 states CreateStateMachine',
    'us-west-2 events PutRule',
    'us-west-2 events PutTargets',
  ]);
  const params = new Map(calls.map(([, operation, given]) => [operation, given]));
  expect(params.get('CreateQueue')).toEqual({
    QueueName: 'q',
    Attributes: { VisibilityTimeout: '60', RedrivePolicy: '{"maxReceiveCount":3}' },
  });
  expect(params.get('PutRule')).toEqual({ Name: 'on-snapshot', EventPattern: '{"source":["aws.ec2"]}' });
  expect(params.get('PutTargets')).toEqual({
    Rule: 'on-snapshot',
    Targets: [{ Id: 'm', Arn: 'arn:m', RoleArn: 'arn:r' }],
  });
});

it('says where a bucket goes, but in the first Region', async () => {
  const { colleagues, calls } = account();
  for (const region of ['us-east-1', 'us-east-2'])
    await seedStack(colleagues, { region, resources: [resource('S3::Bucket', 'b')] }, seeder);
  expect(calls.map(([, , params]) => params)).toEqual([
    { Bucket: 'b' },
    { Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'us-east-2' } },
  ]);
});

it('tells of a target that the rule does not take', async () => {
  const { colleagues } = account();
  const answer = { FailedEntryCount: 1, FailedEntries: [{ TargetId: 'm', ErrorMessage: 'no role' }] };
  const refusing = { ...colleagues, call: () => Promise.resolve(answer) };
  const stack = { region: 'us-east-1', resources: [resource('Events::Rule', 'r', { Targets: [] })] };
  await expect(seedStack(refusing, stack, seeder)).rejects.toThrow('AWS::Events::Rule r: {"TargetId":"m"');
});

it('passes over services that the sandbox does not have', async () => {
  const { colleagues, calls } = account(['s3']);
  await seedStack(colleagues, { region: 'us-east-1', resources: [resource('S3::Bucket', 'b')] }, seeder);
  expect(calls).toEqual([]);
});

it('leaves what was kept as somebody made it, and tells of any other refusal', async () => {
  const stack = { region: 'us-east-1', resources: [resource('StepFunctions::StateMachine', 'm')] };
  const kept = account([], 'StateMachineAlreadyExists');
  await expect(seedStack(kept.colleagues, stack, seeder)).resolves.toBeUndefined();
  const broken = account([], 'InvalidDefinition');
  await expect(seedStack(broken.colleagues, stack, seeder)).rejects.toThrow('no');
});

it('puts into its buckets, in their Region, what they hold from the start', async () => {
  const { colleagues, calls } = account();
  const objects = [{ bucket: 'b', key: 'source/a.mjs', body: 'export {};' }];
  const resources = [resource('S3::Bucket', 'b')];
  await seedStack(colleagues, { region: 'us-west-2', resources, objects }, seeder);
  expect(calls.map(([, operation, params]) => [operation, params])).toEqual([
    ['CreateBucket', { Bucket: 'b', CreateBucketConfiguration: { LocationConstraint: 'us-west-2' } }],
    ['PutObject', { Bucket: 'b', Key: 'source/a.mjs', Body: 'export {};' }],
  ]);
});
