import type { JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { pageOf } from '../page.ts';
import { clientError } from './client-error.ts';
import { newName, objectOf, optionalText, text, textsOf } from './parameter.ts';
import { arnOf, type JobDefinition, type Shelf, type Shelves } from './shelf.ts';

export function definitionOperations(shelves: Shelves): Operations {
  return {
    RegisterJobDefinition(params, caller) {
      const shelf = shelves.of(caller);
      const name = newName(params, 'jobDefinitionName');
      const revisions = shelf.definitions.get(name) ?? [];
      const revision = (revisions.at(-1)?.revision ?? 0) + 1;
      const arn = arnOf(shelf, 'job-definition', `${name}:${String(revision)}`);
      const detail = {
        jobDefinitionName: name,
        jobDefinitionArn: arn,
        revision,
        type: typeOf(params),
        parameters: objectOf(params['parameters']),
        containerProperties: containerOf(params),
        retryStrategy: objectOf(params['retryStrategy']),
        ...(params['timeout'] !== undefined && { timeout: params['timeout'] }),
        tags: objectOf(params['tags']),
        propagateTags: params['propagateTags'] === true,
        platformCapabilities: params['platformCapabilities'] ?? ['EC2'],
        containerOrchestrationType: 'ECS',
      };
      shelf.definitions.set(name, [...revisions, { name, revision, arn, detail, active: true }]);
      return { jobDefinitionName: name, jobDefinitionArn: arn, revision };
    },
    DeregisterJobDefinition(params, caller) {
      const given = text(params, 'jobDefinition');
      const found = everyDefinition(shelves.of(caller)).find((one) => isCalled(one, given));
      if (found) found.active = false;
      return {};
    },
    DescribeJobDefinitions(params, caller) {
      const named = textsOf(params['jobDefinitions']);
      const name = optionalText(params, 'jobDefinitionName');
      const status = optionalText(params, 'status');
      const found = everyDefinition(shelves.of(caller))
        .filter((one) => named.length === 0 || named.some((given) => isCalled(one, given)))
        .filter((one) => name === undefined || one.name === name)
        .filter((one) => status === undefined || statusOf(one) === status)
        // The newest revision first.
        .sort((a, b) => (a.name === b.name ? b.revision - a.revision : a.name < b.name ? -1 : 1));
      const page = pageOf(found, params, ({ arn }) => arn);
      return {
        jobDefinitions: page.items.map((one) => ({ ...one.detail, status: statusOf(one) })),
        ...page.next,
      };
    },
  };
}

/** The revision that a job names, by name, by name and revision, or by ARN. @throws ClientException */
export function definitionFor(shelf: Shelf, given: string): JobDefinition {
  const found = everyDefinition(shelf)
    .filter((one) => one.active && (one.name === given || isCalled(one, given) || isNamed(one, given)))
    .at(-1);
  if (found) return found;
  throw given.startsWith('arn:')
    ? clientError(`JobDefinition ${given} not found.`)
    : clientError(`JobDefinition name ${given} does not exist or is not in ACTIVE status`);
}

function everyDefinition({ definitions }: Shelf): JobDefinition[] {
  return [...definitions.values()].flat();
}

function isCalled({ name, revision, arn }: JobDefinition, given: string): boolean {
  return given === arn || given === `${name}:${String(revision)}`;
}

/** An ARN without a revision means the newest. */
function isNamed({ arn }: JobDefinition, given: string): boolean {
  return given === arn.slice(0, arn.lastIndexOf(':'));
}

function statusOf({ active }: JobDefinition): string {
  return active ? 'ACTIVE' : 'INACTIVE';
}

function typeOf(params: JsonObject): string {
  const type = text(params, 'type');
  if (type === 'container') return type;
  throw type === 'multinode'
    ? clientError('The sandbox has no multi-node jobs: type must be container.')
    : clientError(`Job definition type ${type} is not one of [container, multinode]`);
}

function containerOf(params: JsonObject): JsonObject {
  const container = objectOf(params['containerProperties']);
  if (Object.keys(container).length === 0)
    throw clientError('Container properties should not be empty for a job definition of type container.');
  if (optionalText(container, 'image') === undefined)
    throw clientError('Container properties should contain an image.');
  const sized = container['resourceRequirements'] !== undefined || container['memory'] !== undefined;
  if (!sized) throw clientError('Container properties should contain vcpus and memory.');
  return { command: [], volumes: [], environment: [], mountPoints: [], ulimits: [], ...container };
}
