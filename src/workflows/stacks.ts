import { parse } from 'yaml';
import { has, readOf, workflowFolders } from './folders.ts';
import { readTemplate, stackOf, type Stack, type StackResource } from '../templates/index.ts';

/** The sandbox's own account, and the Region in which its bot works. */
const account = '000000000000';
const homeRegion = 'us-east-1';
const machineType = 'AWS::StepFunctions::StateMachine';

/** A line of a folder's `sandbox.yaml`: where its template is deployed, if not once and at home. */
interface Deployment {
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Every shipped workflow as its own template deploys it in the sandbox: the machines carry the text of their definitions. */
export function shippedStacks(): readonly (Stack & { readonly folder: string })[] {
  return workflowFolders().flatMap((folder) => {
    const template = readTemplate(readOf(folder, 'template.yaml'));
    return deploymentsOf(folder).map(({ region = homeRegion, parameters = {} }) => {
      const stack = stackOf(template, { name: folder, region, account, parameters });
      return {
        ...stack,
        folder,
        resources: stack.resources.map((one) => withDefinition(folder, region, one)),
      };
    });
  });
}

function deploymentsOf(folder: string): readonly Deployment[] {
  return has(folder, 'sandbox.yaml') ? (parse(readOf(folder, 'sandbox.yaml')) as Deployment[]) : [{}];
}

/** Definitions are written for the sandbox's account and home Region; elsewhere those of the stack stand there. */
function withDefinition(folder: string, region: string, resource: StackResource): StackResource {
  if (resource.type !== machineType) return resource;
  const { DefinitionS3Location: file } = resource.properties;
  const text = readOf(folder, typeof file === 'string' ? file : 'definition.asl.json');
  const DefinitionString = text.replaceAll(`${homeRegion}:${account}`, `${region}:${account}`);
  return { ...resource, properties: { ...resource.properties, DefinitionString } };
}
