import type { Json, JsonMap } from './template.ts';

/** Where a stack stands. */
export interface Place {
  readonly region: string;
  readonly account: string;
}

/** What of a resource other resources may ask for. */
export interface Physical {
  readonly name: string;
  /** What `!Ref` gives. */
  readonly ref: string;
  readonly arn: string;
}

interface Kind {
  /** The property that names it, where it is not the type's last word and `Name`. */
  readonly named?: string;
  /** Of the ARN, after account; `NAME` stands for the name. */
  readonly arn?: string;
  readonly ref?: 'arn' | 'url';
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::Batch::ComputeEnvironment': { arn: 'compute-environment/NAME', ref: 'arn' },
  'AWS::Batch::JobDefinition': { arn: 'job-definition/NAME:1', ref: 'arn' },
  'AWS::Batch::JobQueue': { arn: 'job-queue/NAME', ref: 'arn' },
  'AWS::Events::Rule': { named: 'Name', arn: 'rule/NAME' },
  'AWS::IAM::Role': { arn: 'role/NAME' },
  'AWS::Lambda::Function': { arn: 'function:NAME' },
  'AWS::S3::Bucket': { arn: 'NAME' },
  'AWS::SNS::Topic': { ref: 'arn' },
  'AWS::SQS::Queue': { ref: 'url' },
  'AWS::StepFunctions::Activity': { named: 'Name', arn: 'activity:NAME', ref: 'arn' },
  'AWS::StepFunctions::StateMachine': { arn: 'stateMachine:NAME', ref: 'arn' },
};

/** Services whose resources' ARNs leave Region, or Region and account, open. */
const global: Readonly<Record<string, (place: Place) => string>> = {
  iam: ({ account }) => `:${account}`,
  s3: () => ':',
};
const prefixes: Readonly<Record<string, string>> = { StepFunctions: 'states' };

/** The name, reference and ARN that a resource has, or would have where its template leaves the name to CloudFormation. */
export function physicalOf(
  resource: { readonly id: string; readonly type: string; readonly properties: JsonMap },
  stack: string,
  place: Place,
): Physical {
  const { id, type, properties } = resource;
  const [, service = '', last = ''] = type.split('::');
  const { named = `${last}Name`, arn: path = 'NAME', ref } = kinds[type] ?? {};
  const name = textOr(properties[named], `${stack}-${id}`);
  const prefix = prefixes[service] ?? service.toLowerCase();
  const where = global[prefix]?.(place) ?? `${place.region}:${place.account}`;
  const arn = `arn:aws:${prefix}:${where}:${path.replace('NAME', name)}`;
  const url = `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`;
  return { name, arn, ref: ref === 'arn' ? arn : ref === 'url' ? url : name };
}

function textOr(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}
