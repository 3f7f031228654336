import { newUuid, type JsonObject } from '../../../platform/index.ts';
import type { Operations } from '../operation.ts';
import { pageOf } from '../page.ts';
import { clientError } from './client-error.ts';
import { newName, objectOf, optionalText, text, textsOf } from './parameter.ts';
import { arnOf, find, type Shelf, type Shelves } from './shelf.ts';

/** Compute environments: as much as a queue needs to be real. Nothing runs on them. */
export function environmentOperations(shelves: Shelves): Operations {
  return {
    CreateComputeEnvironment(params, caller) {
      const shelf = shelves.of(caller);
      const name = newName(params, 'computeEnvironmentName');
      const type = text(params, 'type');
      if (type !== 'MANAGED' && type !== 'UNMANAGED')
        throw clientError('Compute environment type must be one of [MANAGED, UNMANAGED].');
      if (type === 'MANAGED' && params['computeResources'] === undefined)
        throw clientError('computeResources must be provided for a MANAGED compute environment');
      if (shelf.environments.has(name)) throw clientError('Object already exists');
      const arn = arnOf(shelf, 'compute-environment', name);
      shelf.environments.set(name, { name, arn, detail: detailOf(params, name, arn, shelf) });
      return { computeEnvironmentName: name, computeEnvironmentArn: arn };
    },
    DescribeComputeEnvironments(params, caller) {
      const wanted = textsOf(params['computeEnvironments']);
      const { environments } = shelves.of(caller);
      const found = [...environments.values()].filter(
        ({ name, arn }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(arn),
      );
      const page = pageOf(found, params, ({ name }) => name);
      return { computeEnvironments: page.items.map(({ detail }) => detail), ...page.next };
    },
    DeleteComputeEnvironment(params, caller) {
      const shelf = shelves.of(caller);
      const given = text(params, 'computeEnvironment');
      const found = find(shelf.environments, given);
      // What is not there is deleted, as in AWS.
      if (!found) return {};
      const holder = [...shelf.queues.values()].find(({ detail }) =>
        JSON.stringify(detail['computeEnvironmentOrder'] ?? []).includes(`"${found.arn}"`),
      );
      if (holder) throw clientError('Cannot delete, found existing JobQueue relationship');
      shelf.environments.delete(found.name);
      return {};
    },
  };
}

function detailOf(params: JsonObject, name: string, arn: string, shelf: Shelf): JsonObject {
  const roleArn = `arn:aws:iam::${shelf.account}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`;
  return {
    computeEnvironmentName: name,
    computeEnvironmentArn: arn,
    type: params['type'] ?? null,
    state: params['state'] ?? 'ENABLED',
    status: 'VALID',
    statusReason: 'ComputeEnvironment Healthy',
    serviceRole: optionalText(params, 'serviceRole') ?? roleArn,
    ...(params['computeResources'] !== undefined && { computeResources: params['computeResources'] }),
    tags: objectOf(params['tags']),
    containerOrchestrationType: 'ECS',
    uuid: newUuid(),
  };
}
