import {
  canonicalJson,
  isJsonObject,
  type Clock,
  type JsonObject,
  type JsonValue,
} from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Operations } from '../operation.ts';
import { optionalText, pageOf, text } from '../page.ts';
import { machineNamed, type Alias, type Machines, type StoredMachine } from './machine.ts';
import { checkArn, isHere, seconds, splitMachineArn } from './names.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
const longestName = 80;
const namePattern = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/;
const mostRoutes = 2;

export function aliasOperations({ machines, clock }: { machines: Machines; clock: Clock }): Operations {
  let serial = 0;
  const find = (params: JsonObject, caller: Caller): { machine?: StoredMachine; alias?: Alias } => {
    const arn = text(params, 'stateMachineAliasArn');
    checkArn(arn, 'stateMachine');
    const machine = isHere(arn, caller) ? machines.get(splitMachineArn(arn).machineArn) : undefined;
    const alias = machine?.aliases.get(arn);
    return { ...(machine && { machine }), ...(alias && { alias }) };
  };
  const named = (params: JsonObject, caller: Caller) => {
    const { machine, alias } = find(params, caller);
    if (machine && alias) return { machine, alias };
    throw new AwsError('ResourceNotFound', 'Request references a resource that does not exist.');
  };

  return {
    CreateStateMachineAlias(params, caller) {
      const name = text(params, 'name');
      const description = optionalText(params, 'description');
      checkAliasName(name);
      const { machine, routes } = readRoutes(params['routingConfiguration'], machines, caller);
      const arn = `${machine.arn}:${name}`;
      const now = clock.now();
      const made: Alias = {
        arn,
        serial: (serial += 1),
        name,
        routes,
        createdAt: now,
        updatedAt: now,
        ...(description !== undefined && { description }),
      };
      const there = machine.aliases.get(arn);
      if (there && contentOf(there) !== contentOf(made)) {
        throw new AwsError(
          'ConflictException',
          'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
        );
      }
      if (!there) machine.aliases.set(arn, made);
      return { stateMachineAliasArn: arn, creationDate: seconds(there?.createdAt ?? now) };
    },
    UpdateStateMachineAlias(params, caller) {
      const { machine, alias } = named(params, caller);
      const description = optionalText(params, 'description') ?? alias.description;
      const given = params['routingConfiguration'];
      if (given === undefined && params['description'] === undefined) {
        throw validationError('Either the description or the routing configuration must be specified');
      }
      machine.aliases.set(alias.arn, {
        ...alias,
        ...(description !== undefined && { description }),
        ...(given !== undefined && { routes: readRoutes(given, machines, caller).routes }),
        updatedAt: clock.now(),
      });
      return { updateDate: seconds(clock.now()) };
    },
    DeleteStateMachineAlias(params, caller) {
      const { machine, alias } = find(params, caller);
      if (alias) machine?.aliases.delete(alias.arn);
      return {};
    },
    DescribeStateMachineAlias(params, caller) {
      const { alias } = named(params, caller);
      return {
        stateMachineAliasArn: alias.arn,
        name: alias.name,
        ...(alias.description !== undefined && { description: alias.description }),
        routingConfiguration: alias.routes.map(({ versionArn, weight }) => ({
          stateMachineVersionArn: versionArn,
          weight,
        })),
        creationDate: seconds(alias.createdAt),
        updateDate: seconds(alias.updatedAt),
      };
    },
    ListStateMachineAliases(params, caller) {
      const arn = text(params, 'stateMachineArn');
      const { machineArn, qualifier } = splitMachineArn(arn);
      const machine = machineNamed(machines, qualifier === undefined ? arn : machineArn, caller);
      const aliases = [...machine.aliases.values()].filter(
        ({ routes }) => qualifier === undefined || routes.some(({ versionArn }) => versionArn === arn),
      );
      const page = pageOf(aliases, params, (alias) => alias.serial);
      return {
        stateMachineAliases: page.items.map((alias) => ({
          stateMachineAliasArn: alias.arn,
          creationDate: seconds(alias.createdAt),
        })),
        ...page.next,
      };
    },
  };
}

function contentOf({ routes, description }: Alias): string {
  return canonicalJson([routes, description ?? null]);
}

function checkAliasName(name: string): void {
  const wrong =
    name.length > longestName
      ? `Member must have length less than or equal to ${String(longestName)}`
      : namePattern.test(name)
        ? undefined
        : 'Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$';
  if (wrong !== undefined) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ${wrong}`,
    );
  }
}

function readRoutes(given: JsonValue | undefined, machines: Machines, caller: Caller) {
  const items = Array.isArray(given) ? (given as readonly JsonValue[]).filter(isJsonObject) : [];
  const routes = items.map((item) => ({
    versionArn: text(item, 'stateMachineVersionArn'),
    weight: typeof item['weight'] === 'number' ? item['weight'] : 0,
  }));
  const written = routes.map(
    ({ versionArn, weight }) =>
      `RoutingConfigurationListItem(stateMachineVersionArn=${versionArn}, weight=${String(weight)})`,
  );
  if (routes.length === 0 || routes.length > mostRoutes) {
    const bound =
      routes.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${String(mostRoutes)}`;
    throw validationError(
      `1 validation error detected: Value '[${written.join(', ')}]' at 'routingConfiguration' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  routes.forEach(({ weight }, index) => {
    if (weight >= 0 && weight <= 100) return;
    const bound = weight < 0 ? 'greater than or equal to 0' : 'less than or equal to 100';
    throw validationError(
      `1 validation error detected: Value '${String(weight)}' at 'routingConfiguration.${String(index + 1)}.member.weight' failed to satisfy constraint: Member must have value ${bound}`,
    );
  });
  const arns = routes.map(({ versionArn }) => versionArn);
  const received = `Received: [${arns.join(', ')}]`;
  if (new Set(arns).size < arns.length)
    throw validationError(
      `Routing configuration must contain distinct state machine version ARNs. ${received}`,
    );
  if (!arns.every((arn) => /:\d+$/.test(arn) && splitMachineArn(arn).qualifier !== undefined))
    throw validationError(`Routing configuration must contain state machine version ARNs. ${received}`);
  if (routes.reduce((sum, { weight }) => sum + weight, 0) !== 100) {
    const weights = routes.map(({ weight }) => String(weight)).join(', ');
    throw validationError(`Sum of routing configuration weights must equal 100. Received: [${weights}]`);
  }
  const machineArns = new Set(arns.map((arn) => splitMachineArn(arn).machineArn));
  if (machineArns.size > 1)
    throw validationError(`Routing configuration must contain versions of one state machine. ${received}`);
  const [machineArn = ''] = machineArns;
  const machine = isHere(machineArn, caller) ? machines.get(machineArn) : undefined;
  if (!machine || !arns.every((arn) => machine.versions.some((version) => version.arn === arn)))
    throw new AwsError('ResourceNotFound', 'Request references a resource that does not exist.');
  return { machine, routes };
}
