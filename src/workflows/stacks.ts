import { parse } from 'yaml';
import { has, readBuilt, readOf, workflowFolders } from './folders.ts';
import { readTemplate, stackOf, type Stack, type StackResource } from '../templates/index.ts';

/** The sandbox's own account, and the Region in which its bot works. */
const account = '000000000000';
const homeRegion = 'us-east-1';
const machineType = 'AWS::StepFunctions::StateMachine';

/** A line of a folder's `sandbox.yaml`: where its template is deployed, if not once and at home. */
interface Deployment {
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What its buckets hold from the start. */
  readonly objects?: readonly ObjectSeed[];
}

/** Content of an object: a file of the folder, or a function as it was built. */
type ObjectSeed = { readonly bucket: string; readonly key: string } & (
  { readonly file: string } | { readonly function: string }
);

/** A shipped workflow, deployed in the sandbox. */
export interface ShippedStack extends Stack {
  readonly folder: string;
  readonly objects: readonly { readonly bucket: string; readonly key: string; readonly body: string }[];
}

/** Every shipped workflow as its own template deploys it in the sandbox: the machines carry the text of their definitions. */
export function shippedStacks(): readonly ShippedStack[] {
  return workflowFolders().flatMap((folder) => {
    const template = readTemplate(readOf(folder, 'template.yaml'));
    return deploymentsOf(folder).map(({ region = homeRegion, parameters = {}, objects = [] }) => {
      const stack = stackOf(template, { name: folder, region, account, parameters });
      return {
        ...stack,
        folder,
        resources: stack.resources.map((one) => withDefinition(folder, region, one)),
        objects: objects.map((one) => ({ bucket: one.bucket, key: one.key, body: bodyOf(folder, one) })),
      };
    });
  });
}

function deploymentsOf(folder: string): readonly Deployment[] {
  return has(folder, 'sandbox.yaml') ? (parse(readOf(folder, 'sandbox.yaml')) as Deployment[]) : [{}];
}

function bodyOf(folder: string, seed: ObjectSeed): string {
  return 'file' in seed ? readOf(folder, seed.file) : readBuilt(folder, `functions/${seed.function}.js`);
}

/** Definitions are written for the sandbox's account and home Region; elsewhere those of the stack stand there. */
function withDefinition(folder: string, region: string, resource: StackResource): StackResource {
  if (resource.type !== machineType) return resource;
  const { DefinitionS3Location: file } = resource.properties;
  const text = readOf(folder, typeof file === 'string' ? file : 'definition.asl.json');
  const DefinitionString = text.replaceAll(`${homeRegion}:${account}`, `${region}:${account}`);
  return { ...resource, properties: { ...resource.properties, DefinitionString } };
}
