import { physicalOf, type Physical, type Place } from './physical.ts';
import { resolve, type Scope } from './resolve.ts';
import type { Json, JsonMap, Template } from './template.ts';

/** A template, deployed: its resources with names, and every reference worked out. */
export interface Stack {
  readonly name: string;
  readonly region: string;
  readonly resources: readonly StackResource[];
}

export interface StackResource {
  /** Such as `AWS::SNS::Topic`. */
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: JsonMap;
}

export interface StackSettings {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What CloudFormation would make of the template there. Pure. @throws where it asks for what is not in it */
export function stackOf(template: Template, settings: StackSettings): Stack {
  const scope = scopeOf(template, settings);
  const resources = Object.entries(template.Resources)
    .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
    .map(([id, { Type: type, Properties = {} }]) => {
      const { name, arn } = scope.physical(id);
      return { type, name, arn, properties: resolve(Properties, scope) as JsonMap };
    });
  return { name: settings.name, region: settings.region, resources };
}

function scopeOf(template: Template, settings: StackSettings): Scope & { physical(id: string): Physical } {
  const place: Place = settings;
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::AccountId': settings.account,
    'AWS::Partition': 'aws',
    'AWS::Region': settings.region,
    'AWS::StackName': settings.name,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const scope = {
    physical(id: string): Physical {
      const resource = template.Resources[id];
      if (!resource) throw new Error(`The template has no resource ${id}.`);
      // Only what names it: other properties may refer in circles.
      const named = Object.entries(resource.Properties ?? {}).filter(([key]) => key.endsWith('Name'));
      const properties = resolve(Object.fromEntries(named), scope) as JsonMap;
      return physicalOf({ id, type: resource.Type, properties }, settings.name, place);
    },
    ref(name: string): Json {
      const parameter = template.Parameters?.[name];
      return (
        pseudo[name] ??
        settings.parameters[name] ??
        parameter?.Default?.toString() ??
        scope.physical(name).ref
      );
    },
    attribute(resource: string, name: string): Json {
      const { arn, name: own, ref } = scope.physical(resource);
      if (name === 'Arn' || name.endsWith('Arn')) return arn;
      if (name === 'Name' || name.endsWith('Name')) return own;
      if (name === 'QueueUrl') return ref;
      // What else there is belongs to resources that the sandbox does not make.
      return `${own}.${name}`;
    },
    condition: (name: string): boolean => resolve(template.Conditions?.[name] ?? false, scope) === true,
  };
  return scope;
}
