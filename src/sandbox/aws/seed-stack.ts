import { isJsonObject, type JsonObject, type JsonValue } from '../../platform/index.ts';
import { AwsError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { Colleagues } from './service.ts';
import { camelKeys, seedRole } from './step-functions/index.ts';

/** What a template of CloudFormation makes, every reference in it worked out. */
export interface StackSeeds {
  readonly region: string;
  readonly resources: readonly StackResourceSeed[];
  /** What its buckets hold from the start. */
  readonly objects?: readonly { readonly bucket: string; readonly key: string; readonly body: string }[];
}

export interface StackResourceSeed {
  /** Such as `AWS::SNS::Topic`. */
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: JsonObject;
}

interface SeedCall {
  /** As in `Colleagues`. */
  readonly service: string;
  readonly operation: string;
  readonly params: JsonObject;
}

/** The calls that make a resource. Types that are not here (roles, log groups) have nothing to stand for in the sandbox. */
const makers: Readonly<Record<string, (resource: StackResourceSeed, region: string) => readonly SeedCall[]>> =
  {
    'AWS::Batch::ComputeEnvironment': batchMaker('CreateComputeEnvironment'),
    'AWS::Batch::JobQueue': batchMaker('CreateJobQueue'),
    'AWS::Batch::JobDefinition': batchMaker('RegisterJobDefinition'),
    'AWS::Events::Rule': ({ name, properties }) => {
      const { EventPattern, ScheduleExpression, State, Targets } = properties;
      const rule = {
        Name: name,
        ...(EventPattern !== undefined && { EventPattern: JSON.stringify(EventPattern) }),
        ...(ScheduleExpression !== undefined && { ScheduleExpression }),
        ...(State !== undefined && { State }),
      };
      const targets = list(Targets);
      return [
        { service: 'events', operation: 'PutRule', params: rule },
        { service: 'events', operation: 'PutTargets', params: { Rule: name, Targets: targets } },
      ];
    },
    'AWS::S3::Bucket': ({ name }, region) => {
      // The first Region is the only one that S3 wants unsaid.
      const where = region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region } };
      return [{ service: 's3', operation: 'CreateBucket', params: { Bucket: name, ...where } }];
    },
    'AWS::SNS::Subscription': ({ properties }) => [
      { service: 'sns', operation: 'Subscribe', params: properties },
    ],
    'AWS::SNS::Topic': ({ name }) => [{ service: 'sns', operation: 'CreateTopic', params: { Name: name } }],
    'AWS::SQS::Queue': ({ name, properties }) => {
      const given = Object.entries(without(properties, 'QueueName', 'Tags'));
      const Attributes = Object.fromEntries(given.map(([key, value]) => [key, asText(value)]));
      return [{ service: 'sqs', operation: 'CreateQueue', params: { QueueName: name, Attributes } }];
    },
    'AWS::StepFunctions::Activity': ({ name }) => [
      { service: 'states', operation: 'CreateActivity', params: { name } },
    ],
    'AWS::StepFunctions::StateMachine': ({ name, properties }) => [
      {
        service: 'states',
        operation: 'CreateStateMachine',
        params: {
          name,
          definition: properties['DefinitionString'] ?? '',
          roleArn: seedRole,
          type: properties['StateMachineType'] ?? 'STANDARD',
        },
      },
    ],
  };
/** A queue goes before what delivers to it, and a topic before who listens to it. */
const order = Object.keys(makers).toSorted(
  (one, other) => Number(dependsOnOthers(one)) - Number(dependsOnOthers(other)),
);
/** What was kept from an earlier sandbox stays as somebody has made it. */
const there = new Set(['StateMachineAlreadyExists', 'QueueNameExists', 'BucketAlreadyOwnedByYou']);

/** Makes what a stack has, of the services that the sandbox has. */
export async function seedStack(colleagues: Colleagues, stack: StackSeeds, seeder: Caller): Promise<void> {
  const byKind = stack.resources.toSorted(
    (one, other) => order.indexOf(one.type) - order.indexOf(other.type),
  );
  const calls = [
    ...byKind.flatMap((resource) =>
      (makers[resource.type]?.(resource, stack.region) ?? []).map((call) => ({
        ...call,
        of: `${resource.type} ${resource.name}`,
      })),
    ),
    ...(stack.objects ?? []).map((object) => ({ ...putObject(object), of: `object ${object.key}` })),
  ];
  for (const { service, operation, params, of } of calls) {
    if (!colleagues.has(service, operation)) continue;
    const caller = { ...seeder, region: stack.region, service };
    const answer = await colleagues.call(service, operation, params, caller).catch((error: unknown) => {
      if (!(error instanceof AwsError && there.has(error.code))) throw error;
    });
    const [refused] = list(answer?.['FailedEntries']);
    if (refused) throw new Error(`${of}: ${JSON.stringify(refused)}`);
  }
}

function putObject({ bucket, key, body }: { bucket: string; key: string; body: string }): SeedCall {
  return { service: 's3', operation: 'PutObject', params: { Bucket: bucket, Key: key, Body: body } };
}

/** Batch has the template's words, written small. */
function batchMaker(operation: string): (resource: StackResourceSeed) => readonly SeedCall[] {
  return ({ properties }) => [{ service: 'batch', operation, params: camelKeys(properties) }];
}

function dependsOnOthers(type: string): boolean {
  return type === 'AWS::Events::Rule' || type === 'AWS::SNS::Subscription';
}

function list(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
